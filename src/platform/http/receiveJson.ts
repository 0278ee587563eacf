import { type Json } from '../../base/json';
import { failure, success, type Result } from '../../base/result';
import { shownText } from '../../domain/shownText';
import { isWebPage, receiveBytes, type Answer, type Receiving } from './answerBody';
import { parseExactJson } from './exactJson';

/** An answer's body as JSON, whatever type it claims to be; an empty one is null. @param service what should have answered. */
export async function receiveJson(answer: Answer, how: Receiving, service: string): Promise<Result<Json>> {
  if (isWebPage(answer)) return webPage(answer, service);
  const text = await receiveText(answer, how);
  if (!text.ok) return text;
  if (text.value.trim() === '') return success(null);
  const parsed = parseExactJson(text.value);
  if (parsed.ok) return parsed;
  if (text.value.trimStart().startsWith('<')) return webPage(answer, service);
  const type = shownText(answer.headers['content-type'] ?? 'nothing');
  return failure('unreadable', `${answer.host} answered with something that is not JSON, or with a part of it.`, {
    nextStep: `Try again; if it happens again, check that the address is ${service}'s.`,
    detail: `content-type: ${type}; ${parsed.failure.detail ?? ''}`,
  });
}

/** An answer's body as text in UTF-8. */
export async function receiveText(answer: Answer, how: Receiving): Promise<Result<string>> {
  const bytes = await receiveBytes(answer, how);
  if (!bytes.ok) return bytes;
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value));
  } catch (error) {
    return failure('unreadable', `${answer.host} answered with something that is not text.`, {
      nextStep: 'Check the address.',
      detail: String(error),
    });
  }
}

function webPage(answer: Answer, service: string): Result<never> {
  return failure('unreadable', `${answer.host} answered with a web page, not with ${service}'s API.`, {
    nextStep: `Check the address, its path included; if it is right, something before ${service} may want you to sign in.`,
  });
}
