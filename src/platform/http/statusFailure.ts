import { type Failure, type FailureReason } from '../../base/result';
import { shownText } from '../../domain/shownText';

interface Words {
  readonly reason: FailureReason;
  readonly says: string;
  readonly nextStep: string;
}

const LATER = 'Try again later; if it stays so, ask whoever runs the server.';

const WORDS: Readonly<Record<number, Words>> = {
  400: { reason: 'invalid', says: 'did not understand the request (400).', nextStep: 'Check the address; if it is right, show the log.' },
  401: { reason: 'unauthorized', says: 'asks who you are (401).', nextStep: 'Sign in with your user name and password or with a token.' },
  403: { reason: 'forbidden', says: 'does not allow this (403).', nextStep: 'Ask for the permission, or sign in as someone else.' },
  404: { reason: 'not_found', says: 'has nothing at that address (404).', nextStep: 'Check the address, its path included.' },
  405: { reason: 'unsupported', says: 'does not know this request (405).', nextStep: 'Check the address; the server may be too old.' },
  407: {
    reason: 'unauthorized',
    says: 'is behind a proxy that asks who you are (407).',
    nextStep: 'Put user name and password into the address of the proxy.',
  },
  408: { reason: 'unavailable', says: 'waited too long for the request (408).', nextStep: LATER },
  409: { reason: 'conflict', says: 'refused because something else changed it (409).', nextStep: 'Refresh and try again.' },
  413: {
    reason: 'invalid',
    says: 'does not take so much at once (413).',
    nextStep: 'Send less, or ask whoever runs the server to raise its limit.',
  },
  429: { reason: 'unavailable', says: 'has too much to do (429).', nextStep: LATER },
  501: { reason: 'unsupported', says: 'cannot do this (501).', nextStep: 'The server may be too old.' },
  502: { reason: 'unavailable', says: 'is not reached by the proxy before it (502).', nextStep: LATER },
  503: { reason: 'unavailable', says: 'is not available now (503).', nextStep: LATER },
  504: { reason: 'unavailable', says: 'did not answer the proxy before it in time (504).', nextStep: LATER },
};

/** What an error status means when the answer itself does not say it in the service's words. */
export function statusFailure(host: string, status: number, detail?: string): Failure {
  const { reason, says, nextStep } = WORDS[status] ?? otherWords(status);
  return { reason, message: `${host} ${says}`, nextStep, ...(detail === undefined ? {} : { detail }) };
}

function otherWords(status: number): Words {
  if (status >= 500) return { reason: 'unavailable', says: `had an error of its own (${status}).`, nextStep: LATER };
  return { reason: 'invalid', says: `refused the request (${status}).`, nextStep: 'Check the address; if it is right, show the log.' };
}

/** A redirect, which is never followed: neither the request nor who the user is goes to another address unasked. */
export function redirectFailure(host: string, origin: string, location: string | undefined): Failure {
  const to = URL.parse(location ?? '', origin);
  const nextStep = 'If that is the right server, connect to its address; if it is a page to sign in, use a token or a password.';
  if (to === null || to.origin === origin) {
    return {
      reason: 'unavailable',
      message: `${host} sends on to another path of its own, which is not followed.`,
      nextStep: 'Check the address, its path included.',
    };
  }
  const named = to.host === host ? to.origin : to.host;
  return { reason: 'unavailable', message: `${host} sends on to ${shownText(named)}, which is not followed.`, nextStep };
}
