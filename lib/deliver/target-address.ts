import { InputError } from '../errors.ts';
import { redact } from './git-error.ts';

/** Where a delivery goes: a path on this machine, a URL that git itself reaches, or a repository behind GitHub's API. */
export type Address =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'github'; readonly owner: string; readonly repo: string };

const SCHEMES = ['https', 'http', 'ssh', 'git+ssh', 'ssh+git', 'git', 'file'];

/** Reads what a person wrote after `--target`. Throws an InputError for URLs that carry a secret or would run a program. */
export function parseAddress(text: string): Address {
  if (text === '' || text.startsWith('-') || /\p{Cc}/u.test(text)) {
    throw new InputError(
      'target',
      `${JSON.stringify(text)} is neither a path nor a URL`,
      'Name a path such as .slipway/k8s-manifests.git, or a URL such as https://github.com/owner/k8s-manifests.git.',
    );
  }
  if (/^[A-Za-z0-9+.-]+::/.test(text)) {
    throw new InputError('target', 'a git remote helper (name::…) is not supported', `Use a path or one of ${SCHEMES.join(', ')}.`);
  }
  if (text.startsWith('github:')) return githubAddress(text);
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined) return checkedUrl(text, scheme);
  // git's own rule: a colon before the first slash means `host:path`.
  if (/^[^/]*:/.test(text)) return { kind: 'url', url: text };
  return { kind: 'path', path: text };
}

/** GitHub's own rules for names, less strict where Enterprise servers are. */
function githubAddress(text: string): Address {
  const [, owner, repo] = /^github:([A-Za-z0-9][A-Za-z0-9_-]{0,99})\/([\w.-]{1,100}?)(?:\.git)?$/.exec(text) ?? [];
  if (owner === undefined || repo === undefined || /^\.+$/.test(repo))
    throw new InputError('target', `${JSON.stringify(text)} names no repository on GitHub`, 'Write it as github:owner/repository.');
  return { kind: 'github', owner, repo };
}

function checkedUrl(text: string, scheme: string): Address {
  const shown = redact(text);
  if (!SCHEMES.includes(scheme))
    throw new InputError('target', `${shown} has the unknown scheme ${scheme}`, `Use a path or one of ${SCHEMES.join(', ')}.`);
  if (!URL.canParse(text)) throw new InputError('target', `${shown} is not a URL`, 'Write it as https://host/owner/repository.git.');

  const { username, password, searchParams } = new URL(text);
  const webUser = scheme.startsWith('http') && username !== '';
  if (password !== '' || webUser || searchParams.size > 0) {
    // The user of an HTTPS URL is a secret as often as not: that is where access tokens are put.
    throw new InputError(
      'target',
      `${shown.replace(/\?.*$/, '?***')} carries credentials`,
      'Write it without them, and keep them in a git credential helper or an SSH key.',
    );
  }
  return { kind: 'url', url: text };
}

/** Why git would not take this branch name, or undefined if it does: the rules of `git check-ref-format --branch`. */
export function branchFault(name: string): string | undefined {
  if (/[\p{Cc} ~^:?*[\\]/u.test(name)) return 'has a space, a control character or one of ~ ^ : ? * [ \\';
  if (name === '' || name === '@' || name === 'HEAD') return 'is no name for a branch';
  if (name.startsWith('-') || name.includes('..') || name.includes('@{') || name.endsWith('.'))
    return 'starts with -, ends with a dot, or has .. or @{';
  if (name.split('/').some((part) => part === '' || part.startsWith('.') || part.endsWith('.lock')))
    return 'has an empty part, one that starts with a dot, or one that ends with .lock';
  return undefined;
}
