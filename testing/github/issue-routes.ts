import { commitBody } from './git-routes.ts';
import type { Objects } from './objects.ts';
import { match, NOT_FOUND, refusal, text } from './reply.ts';
import type { Route } from './reply.ts';

export interface Pull {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  readonly head: string;
  readonly base: string;
  readonly labels: Set<string>;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  body: string;
}

/** GitHub takes no longer text. Unit: characters. */
const LONGEST = 65_536;

/** Pull requests, labels, comments and the comparison of two commits. */
export function issueRoutes(objects: Objects, owner: string, pulls: Pull[], comments: Comment[]): readonly Route[] {
  const tip = (branch: string): string | undefined => objects.refs.get(`refs/heads/${branch}`);
  const ahead = (base: string, head: string): string[] => {
    const known = new Set(objects.history(base));
    return objects
      .history(head)
      .filter((id) => !known.has(id))
      .reverse();
  };
  const shown = (pull: Pull): unknown => ({
    number: pull.number,
    title: pull.title,
    body: pull.body,
    state: pull.state,
    html_url: `https://github.com/${owner}/manifests/pull/${pull.number}`,
    labels: [...pull.labels].map((name) => ({ name })),
    head: { ref: pull.head, sha: tip(pull.head) },
    base: { ref: pull.base },
  });
  const invalid = (message: string) => refusal(422, 'Validation Failed', [{ resource: 'PullRequest', code: 'custom', message }]);

  return [
    (call) => {
      if (match(call, 'GET', /\/pulls/) === undefined) return undefined;
      const [state, head, base] = [call.query.get('state') ?? 'open', call.query.get('head'), call.query.get('base')];
      const found = pulls.filter(
        (pull) =>
          (state === 'all' || pull.state === state) &&
          (head === null || head === `${owner}:${pull.head}`) &&
          (base === null || base === pull.base),
      );
      return { status: 200, body: found.map(shown) };
    },
    (call) => {
      if (match(call, 'POST', /\/pulls/) === undefined) return undefined;
      const [title, body, head, base] = ['title', 'body', 'head', 'base'].map((key) => text(call.body[key])) as [
        string,
        string,
        string,
        string,
      ];
      const [from, to] = [tip(base), tip(head)];
      if (from === undefined || to === undefined) return invalid('head or base is invalid');
      if (title === '' || body.length > LONGEST) return invalid('body is too long (maximum is 65536 characters)');
      if (pulls.some((pull) => pull.state === 'open' && pull.head === head && pull.base === base))
        return invalid(`A pull request already exists for ${owner}:${head}.`);
      if (ahead(from, to).length === 0) return invalid(`No commits between ${base} and ${head}`);
      const pull: Pull = { number: pulls.length + 1, title, body, state: 'open', head, base, labels: new Set() };
      pulls.push(pull);
      return { status: 201, body: shown(pull) };
    },
    (call) => {
      const [number] = match(call, 'PATCH', /\/pulls\/(\d+)/) ?? [];
      if (number === undefined) return undefined;
      const pull = pulls[Number(number) - 1];
      if (pull === undefined) return NOT_FOUND;
      if (call.body['title'] !== undefined) pull.title = text(call.body['title']);
      if (call.body['body'] !== undefined) pull.body = text(call.body['body']);
      if (call.body['state'] !== undefined) pull.state = call.body['state'] === 'closed' ? 'closed' : 'open';
      return { status: 200, body: shown(pull) };
    },
    (call) => {
      const [number] = match(call, 'POST', /\/issues\/(\d+)\/labels/) ?? [];
      if (number === undefined) return undefined;
      const pull = pulls[Number(number) - 1];
      if (pull === undefined || !Array.isArray(call.body['labels'])) return NOT_FOUND;
      for (const label of call.body['labels']) pull.labels.add(text(label));
      return { status: 200, body: [...pull.labels].map((name) => ({ name })) };
    },
    (call) => {
      const [number] = match(call, 'GET', /\/issues\/(\d+)\/comments/) ?? [];
      if (number === undefined) return undefined;
      const size = Number(call.query.get('per_page') ?? '30');
      const start = (Number(call.query.get('page') ?? '1') - 1) * size;
      return { status: 200, body: comments.filter(({ issue }) => issue === Number(number)).slice(start, start + size) };
    },
    (call) => {
      const [number] = match(call, 'POST', /\/issues\/(\d+)\/comments/) ?? [];
      if (number === undefined) return undefined;
      const comment: Comment = { id: comments.length + 1, issue: Number(number), body: text(call.body['body']) };
      if (comment.body.length > LONGEST) return refusal(422, 'Validation Failed');
      comments.push(comment);
      return { status: 201, body: comment };
    },
    (call) => {
      const [id] = match(call, 'PATCH', /\/issues\/comments\/(\d+)/) ?? [];
      if (id === undefined) return undefined;
      const comment = comments[Number(id) - 1];
      if (comment === undefined) return NOT_FOUND;
      if (text(call.body['body']).length > LONGEST) return refusal(422, 'Validation Failed');
      comment.body = text(call.body['body']);
      return { status: 200, body: comment };
    },
    (call) => {
      const [base, head] = match(call, 'GET', /\/compare\/(\w+)\.\.\.(\w+)/) ?? [];
      if (base === undefined || head === undefined) return undefined;
      if (objects.commit(base) === undefined || objects.commit(head) === undefined) return NOT_FOUND;
      const commits = ahead(base, head);
      const size = Number(call.query.get('per_page') ?? '250');
      const body = commits.slice(0, size).map((sha) => ({ sha, commit: commitBody(objects.commit(sha)) }));
      return { status: 200, body: { status: 'diverged', ahead_by: commits.length, total_commits: commits.length, commits: body } };
    },
  ];
}
