import { listAt, numberAt, textAt } from './answer.ts';
import type { GithubApi } from './api.ts';
import { fittedBody } from './pull-requests.ts';

const ATTEMPTS = 3;
const PAGE = 100;
/** Pages of comments that are looked through; a pull request with more of them gets a new comment. */
const PAGES = 20;

/**
 * Puts a comment on a pull request, or brings the one that was put there before to this text: it is known by its first
 * line, which is the marker, `<!-- slipway plan -->`. Returns its id.
 */
export async function commentOnPullRequest(api: GithubApi, number: number, body: string, marker: string): Promise<number> {
  const text = fittedBody(body.startsWith(marker) ? body : `${marker}\n${body}`);
  for (let attempt = 1; ; attempt += 1) {
    const mine = await find(api, number, marker);
    if (mine?.body === text) return mine.id;
    if (mine !== undefined) {
      const { status } = await api.change(
        'update the comment',
        'PATCH /issues/comments/{id}',
        { id: mine.id, body: { body: text } },
        [404],
      );
      if (status === 200) return mine.id;
    }
    try {
      return await make(api, number, text);
    } catch (error) {
      // It may stand there all the same, with its answer lost: looked for before it is made again, as nobody wants it twice.
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function make(api: GithubApi, number: number, text: string): Promise<number> {
  const doing = 'comment on the pull request';
  const { data } = await api.change(doing, 'POST /issues/{number}/comments', { number, body: { body: text }, request: { retries: 0 } });
  const id = numberAt(data, 'id');
  if (id === undefined) throw api.garbled(doing);
  return id;
}

async function find(api: GithubApi, number: number, marker: string): Promise<{ readonly id: number; readonly body: string } | undefined> {
  const doing = 'look for the comment';
  for (let page = 1; page <= PAGES; page += 1) {
    const { data } = await api.get(doing, '/issues/{number}/comments', { number, per_page: PAGE, page });
    const comments = listAt(data);
    if (comments === undefined) throw api.garbled(doing);
    for (const comment of comments) {
      const [id, body] = [numberAt(comment, 'id'), textAt(comment, 'body')?.replaceAll('\r\n', '\n')];
      if (id !== undefined && body?.split('\n')[0] === marker) return { id, body };
    }
    if (comments.length < PAGE) return undefined;
  }
  return undefined;
}
