import type { Finding } from '../check.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Annotations of GitHub Actions, one line each: `::error file=…,line=…,title=…::message`.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function githubReport(findings: readonly Finding[]): string {
  return findings
    .map(({ rule, severity, object, file, line, path, message, fix, why }) => {
      const place = file === undefined ? [] : [`file=${property(file)}`, `line=${line ?? 1}`];
      const title = `title=${property(`${rule}: ${object.kind} ${object.name}`)}`;
      const text = [`${path === '' ? '' : `${path}: `}${message}`, why, fix].filter((each) => each !== undefined && each !== '');
      return `::${COMMANDS[severity]} ${[...place, title].join(',')}::${data(text.join('\n'))}`;
    })
    .join('\n');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
