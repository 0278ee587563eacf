import '../kit/theme.css';
import '../kit/page.css';
import '../kit/grid.css';
import './runs.css';
import { element, refill } from '../kit/element';
import { RunsPageView } from './runsPageView';

const root = document.getElementById('root') ?? document.body.appendChild(element('div', { id: 'root' }));
const page = new RunsPageView();
refill(root, page.node);
page.start();
