import { DeliveryError } from '../errors.ts';

/** What git says when the world refuses, what that means, and what helps. The first line that matches counts. */
const CAUSES: readonly (readonly [RegExp, string, string])[] = [
  [
    /dubious ownership/,
    'git does not trust this repository, because another user owns it',
    'Deliver as its owner, or add it to safe.directory in git config.',
  ],
  [
    /failed to sign the data|gpg failed|[Ss]igning (failed|file)|user\.signing[Kk]ey|No (secret|private) key|Couldn't load public key/,
    'the commit cannot be signed',
    'Try `git commit-tree -S` with the same account, or set commit.gpgSign to false in git config.',
  ],
  [/No space left on device|[Dd]isk quota exceeded|Out of diskspace/, 'the disk is full', 'Free some space and run again.'],
  // Words of commands that do not pass on why.
  [
    /failed to write new configuration file|unable to write loose object|error closing pack|couldn't write '.*\.lock'/,
    'the disk is full, or cannot be written to',
    'Free some space and run again.',
  ],
  [/Read-only file system/, 'the file system is read-only', 'Deliver to a place that can be written to.'],
  [
    /GH006|GH013|protected branch|pre-receive hook declined|update hook declined|remote rejected.*(hook|denied|prohibited)/,
    'the remote does not let this account push to the branch',
    'Allow it in the branch protection, or deliver to another branch with --branch.',
  ],
  [/aborted by hook|hook declined/, 'a hook of the repository refuses it', 'Ask who keeps the repository what its hook wants.'],
  [
    /Permission denied \(|Authentication failed|could not read (Username|Password)|terminal prompts disabled|returned error: 40[13]|Host key verification failed|Permission to .* denied/,
    'the remote refuses these credentials',
    'Set up an SSH key or a git credential helper for it, and try `git ls-remote` with the same URL.',
  ],
  [
    /Unable to create '.*\.lock': File exists/,
    'another git command holds the branch there, or left its lock behind',
    'Wait for it, and run again; if no git runs there any more, let the lock be removed.',
  ],
  [
    /' exists; cannot create '/,
    'git takes no branch whose name begins with that of another and a slash',
    'Remove the other one, or name another place with --branch or --folder.',
  ],
  [/stale info/, 'the remote did not say where the branch stands', 'Run again.'],
  [
    /Could not resolve host|Connection (refused|reset|timed out|closed)|[Nn]etwork is unreachable|No route to host|Operation (timed out|too slow)|Failed to connect|SSL|early EOF|unexpected disconnect|Empty reply from server|transfer closed with|returned error: 5\d\d/,
    'the remote cannot be reached',
    'Check the network and the URL, and run again.',
  ],
  [
    /bad line length|protocol error|expected flush after ref listing|is this a git repository\?/,
    'something answers there, but not as a git server does',
    'Check the URL, and whether a proxy or a login page stands in between.',
  ],
  [
    /[Rr]epository .*not found|does not appear to be a git repository|not a git repository|does not exist|returned error: 404/,
    'there is no git repository',
    'Check the path or URL, and that this account may read it.',
  ],
  [
    /Permission denied|insufficient permission/,
    'this account may not write here',
    'Deliver as the owner of the repository, or give this account write access.',
  ],
  [
    /bad object|corrupt|missing (blob|tree|commit)|unable to read|not a valid object/i,
    'the repository is damaged',
    'Run `git fsck` in it and restore it from another copy.',
  ],
  [
    /hung up unexpectedly|Could not read from remote repository/,
    'the remote broke off',
    'Check the URL and the rights of this account, and run again.',
  ],
];

/** Lines that say how far a server has come, and never what went wrong. */
const PROGRESS = /^remote: (Enumerating|Counting|Compressing|Total|Resolving)\b/;

/** Hides what stands before the `@` of a URL: a password or a token must not reach a terminal or a log. */
export function redact(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s@/'"]+@/gi, '$1***@');
}

/** Turns the words of a failed git command into an error for people; `where` is the target as the person wrote it. */
export function gitError(where: string, command: string, stderr: string): DeliveryError {
  const lines = redact(stderr)
    // What a server says must not steer a terminal.
    .replace(/[^\P{Cc}\r\n\t]/gu, '')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '');
  for (const [words, what, fix] of CAUSES) {
    const line = lines.find((candidate) => words.test(candidate));
    if (line !== undefined) return new DeliveryError(where, `${what} (git ${command}: ${line.trim()})`, fix);
  }
  const said = lines.filter((line) => /^(fatal|error|remote):|rejected/.test(line) && !PROGRESS.test(line));
  const words = (said.length > 0 ? said : lines).slice(0, 3).map((line) => line.trim());
  return new DeliveryError(where, `git ${command} failed: ${words.join('; ') || 'it said nothing'}`, 'Mend what git names, and run again.');
}
