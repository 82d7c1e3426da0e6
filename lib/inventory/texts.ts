import type { Problem } from '../errors.ts';
import { nearest } from '../values/nearest.ts';

type Complaint = Omit<Problem, 'where'> | undefined;

/** What is wrong with the address of a git repository. Plain http shows every pull to the network. */
export function gitUrlProblem(url: string): Complaint {
  const known = /^(?:https|ssh):\/\/(?:[\w.-]+@)?[\w.-]+(?::\d{1,5})?\/[\w./~-]+$/.test(url) || /^[\w.-]+@[\w.-]+:[\w./~-]+$/.test(url);
  return known
    ? undefined
    : { what: `${url} is no address of a git repository over https or ssh`, fix: 'Write it like https://github.com/account/name.git.' };
}

/** What is wrong with a branch, tag or commit. @see https://git-scm.com/docs/git-check-ref-format */
export function gitRefProblem(ref: string): Complaint {
  const good = /^(?!-)[^\s~^:?*[\\\p{Cc}]+$/u.test(ref) && !/\.\.|@\{|\/\/|^\/|\/$|\.$|\.lock$/.test(ref);
  return good ? undefined : { what: `${ref} is no name that git takes for a branch or revision`, fix: 'Write it like main or HEAD.' };
}

/** What is wrong with the URL of a bucket. */
export function bucketProblem(url: string): Complaint {
  const good = /^(?:s3|gs):\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[\w./-]*)?$/.test(url);
  return good ? undefined : { what: `${url} is no URL of a bucket`, fix: 'Write it like s3://name/.' };
}

/** What is wrong with an IANA time zone. */
export function timeZoneProblem(zone: string): Complaint {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  if (known.includes(zone)) return undefined;

  const near = nearest(zone, known);
  const sameLetters = near?.toLowerCase() === zone.toLowerCase();
  if (!sameLetters && isZone(zone)) return undefined;
  return {
    what: `${zone} is no IANA time zone`,
    fix: near === undefined ? 'Write it like Asia/Seoul or UTC.' : `Did you mean "${near}"?`,
  };
}

/** Old names (`Asia/Calcutta`) are not listed, yet every reader knows them. */
function isZone(zone: string): boolean {
  if (!/^[A-Z]\w+(?:\/[\w+-]+)+$/.test(zone)) return false;
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Arguments of kubectl whose value is the secret itself; those of --from-file and --from-env-file name files. */
const VALUED =
  /--(from-literal|docker-password|password|token)[= ](?:'([^']*)'|"([^"]*)"|(<[^<>]*>(?=\s|$)|[^\s<]+=<[^<>]*>(?=\s|$)|\S*))/g;

/** What is wrong with a command that creates a Secret: a value in it is published with the inventory. */
export function commandProblem(command: string): Complaint {
  for (const [, option = '', ...forms] of command.matchAll(VALUED)) {
    // Only one of the forms matched; the others are undefined, which joins as nothing.
    const argument = forms.join('');
    const key = option === 'from-literal' ? argument.split('=')[0] : undefined;
    const literal = key === undefined ? argument : argument.slice(key.length + 1);
    if (/^<[^<>]+>$/.test(literal)) continue;

    return {
      what: `the command carries a literal value for ${key ?? `--${option}`}`,
      fix: `Write a placeholder: --${option}=${key === undefined ? '' : `${key}=`}<what goes here>.`,
    };
  }
  return undefined;
}

/** The keys that a command gives a Secret by --from-literal. */
export function literalKeys(command: string): string[] {
  return [...command.matchAll(/--from-literal[= ]['"]?([^\s=]+)=/g)].map(([, key = '']) => key);
}
