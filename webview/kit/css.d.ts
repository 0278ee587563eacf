// Style sheets are collected by the bundler into one file a page.
declare module '*.css';
