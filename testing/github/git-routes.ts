import { FOLDER, payloadOf } from './objects.ts';
import type { CommitData, Item, Objects, Person } from './objects.ts';
import { match, NOT_FOUND, refusal, text } from './reply.ts';
import type { Call, Reply, Route } from './reply.ts';

export interface GitRules {
  /** Entries that a recursive list of a tree has at most. @default 100000 */
  treeLimit: number;
  /** Branches that only a pull request may move. */
  readonly ruled: Set<string>;
  readonly defaultBranch: string;
  readonly now: () => string;
}

const EMPTY = refusal(409, 'Git Repository is empty.');

/** Git Data and the two routes of contents and branches that a delivery needs, as GitHub's documentation has them. */
export function gitRoutes(objects: Objects, rules: GitRules): readonly Route[] {
  const isEmpty = (): boolean => objects.refs.size === 0;
  const person = (value: unknown): Person | undefined => {
    if (typeof value !== 'object' || value === null) return undefined;
    const given = value as Readonly<Record<string, unknown>>;
    return { name: text(given['name']), email: text(given['email']), date: text(given['date']) === '' ? rules.now() : text(given['date']) };
  };
  const account = (): Person => ({ name: 'octocat', email: 'octocat@users.noreply.github.com', date: rules.now() });

  return [
    (call) => {
      const [ref] = match(call, 'GET', /\/git\/ref\/(.+)/) ?? [];
      if (ref === undefined) return undefined;
      if (isEmpty()) return EMPTY;
      const id = objects.refs.get(`refs/${ref}`);
      return id === undefined ? NOT_FOUND : { status: 200, body: refBody(`refs/${ref}`, id) };
    },
    (call) => {
      const [id] = match(call, 'GET', /\/git\/commits\/(\w+)/) ?? [];
      if (id === undefined) return undefined;
      const commit = objects.commit(id);
      return commit === undefined ? NOT_FOUND : { status: 200, body: commitBody(commit) };
    },
    (call) => {
      if (match(call, 'POST', /\/git\/commits/) === undefined) return undefined;
      const { message, tree, parents = [], author, committer, signature } = call.body;
      if (objects.folder(text(tree)) === undefined) return refusal(422, 'Tree SHA does not exist');
      if (!Array.isArray(parents) || parents.some((id) => objects.commit(text(id)) === undefined))
        return refusal(422, 'Parent SHA does not exist');
      const writer = person(author) ?? account();
      const id = objects.putCommit({
        tree: text(tree),
        parents: parents.map(text),
        message: text(message),
        author: writer,
        committer: person(committer) ?? writer,
        signature: signature === undefined ? undefined : text(signature),
      });
      return { status: 201, body: commitBody(objects.commit(id)) };
    },
    (call) => {
      const [id] = match(call, 'GET', /\/git\/trees\/(\w+)/) ?? [];
      if (id === undefined) return undefined;
      if (isEmpty()) return EMPTY;
      if (objects.folder(id) === undefined) return NOT_FOUND;
      const recursive = call.query.has('recursive');
      const all = recursive ? [...objects.walk(id)] : [...(objects.folder(id) ?? [])].map(([path, item]) => ({ path, ...item }));
      const tree = recursive ? all.slice(0, rules.treeLimit) : all;
      return { status: 200, body: { sha: id, tree: tree.map(itemBody), truncated: tree.length < all.length } };
    },
    (call) => (match(call, 'POST', /\/git\/trees/) === undefined ? undefined : isEmpty() ? EMPTY : postTree(objects, call)),
    (call) => {
      const [id] = match(call, 'GET', /\/git\/blobs\/(\w+)/) ?? [];
      if (id === undefined) return undefined;
      const content = objects.blob(id);
      if (content === undefined) return NOT_FOUND;
      // In lines of 60 characters, as GitHub does it.
      return {
        status: 200,
        body: { sha: id, size: content.length, encoding: 'base64', content: content.toString('base64').replace(/.{60}/g, '$&\n') },
      };
    },
    (call) => {
      if (match(call, 'POST', /\/git\/blobs/) === undefined) return undefined;
      if (isEmpty()) return EMPTY;
      const id = objects.putBlob(Buffer.from(text(call.body['content']), call.body['encoding'] === 'base64' ? 'base64' : 'utf8'));
      return { status: 201, body: { sha: id } };
    },
    (call) => {
      const [path] = match(call, 'PUT', /\/contents\/(.+)/) ?? [];
      if (path === undefined) return undefined;
      const ref = `refs/heads/${rules.defaultBranch}`;
      const base = objects.refs.get(ref);
      const tree = base === undefined ? undefined : objects.commit(base)?.tree;
      if (tree !== undefined && [...objects.walk(tree)].some((item) => item.path === path))
        return refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
      const blob = objects.putBlob(Buffer.from(text(call.body['content']), 'base64'));
      const edited = objects.edit(tree, new Map([[path, { mode: '100644', id: blob }]])) ?? '';
      const writer = person(call.body['author']) ?? account();
      const commit = {
        tree: edited,
        parents: base === undefined ? [] : [base],
        message: text(call.body['message']),
        author: writer,
        committer: writer,
      };
      const id = objects.putCommit(commit);
      objects.refs.set(ref, id);
      return { status: 201, body: { content: { path, sha: blob }, commit: commitBody(objects.commit(id)) } };
    },
    (call) => {
      if (match(call, 'GET', /\/branches/) === undefined) return undefined;
      const names = [...objects.refs.keys()].filter((ref) => ref.startsWith('refs/heads/')).map((ref) => ref.slice('refs/heads/'.length));
      return { status: 200, body: names.sort().map((name) => ({ name, protected: rules.ruled.has(`heads/${name}`) })) };
    },
    (call) => (match(call, 'GET', /\/hash-algorithm/) === undefined ? undefined : { status: 200, body: { hash_algorithm: 'sha1' } }),
  ];
}

function postTree(objects: Objects, call: Call): Reply {
  const { tree, base_tree: base } = call.body;
  if (base !== undefined && objects.folder(text(base)) === undefined) return refusal(422, 'base_tree is not a valid tree oid');
  if (!Array.isArray(tree) || tree.length === 0) return refusal(422, 'Invalid tree info');
  const changes = new Map<string, Item | null>();
  for (const entry of tree as readonly Readonly<Record<string, unknown>>[]) {
    const { path, mode, sha, content } = entry;
    if (sha !== undefined && content !== undefined) return refusal(422, 'Must supply either tree.sha or tree.content');
    if (
      text(path) === '' ||
      text(path)
        .split('/')
        .some((part) => ['', '.', '..', '.git'].includes(part))
    )
      return refusal(422, 'tree.path contains a malformed path component');
    if (sha === null) changes.set(text(path), null);
    else {
      const id = content === undefined ? text(sha) : objects.putBlob(Buffer.from(text(content)));
      if (objects.blob(id) === undefined) return refusal(422, `tree.sha ${id} is not a valid blob`);
      changes.set(text(path), { mode: text(mode), id });
    }
  }
  const id = objects.edit(base === undefined ? undefined : text(base), changes);
  if (id === undefined) return refusal(422, 'GitRPC::BadObjectState');
  const top = [...(objects.folder(id) ?? [])].map(([path, item]) => itemBody({ path, ...item }));
  return { status: 201, body: { sha: id, tree: top, truncated: false } };
}

function refBody(ref: string, id: string): unknown {
  return { ref, object: { type: 'commit', sha: id } };
}

function itemBody({ path, mode, id }: { readonly path: string } & Item): unknown {
  const type = mode === FOLDER ? 'tree' : mode === '160000' ? 'commit' : 'blob';
  return { path, mode: mode.padStart(6, '0'), type, sha: id };
}

export function commitBody(commit: CommitData | undefined): unknown {
  if (commit === undefined) return undefined;
  const { id, tree, parents, message, author, committer, signature = null } = commit;
  // GitHub tells what it takes for signed; whether it knows the key is another question.
  const payload = signature === null ? null : payloadOf(commit);
  const verification = { verified: false, reason: signature === null ? 'unsigned' : 'unknown_key', signature, payload };
  return { sha: id, message, author, committer, tree: { sha: tree }, parents: parents.map((sha) => ({ sha })), verification };
}
