import { strings, type Fields } from '../read.ts';
import type { Issue, WorldObject } from '../rule.ts';
import { jobsOf, type Job } from './workflows.ts';

/** Secrets that a called workflow reads and does not declare: nobody can hand them on but with all others. */
export function* unheardSecrets(target: WorldObject | undefined, declared: Fields, job: Job, called: string): Iterable<Issue> {
  const known = new Set(['GITHUB_TOKEN', ...Object.keys(declared).map((each) => each.toUpperCase())]);
  const read = new Set<string>();
  for (const own of target === undefined ? [] : jobsOf(target)) {
    // An environment brings secrets of its own.
    if (own.fields['environment'] !== undefined) continue;
    for (const { value } of strings(own.fields))
      for (const [, name = ''] of value.matchAll(/\$\{\{[^}]*\bsecrets\.([A-Za-z_]\w*)/g))
        if (!known.has(name.toUpperCase())) read.add(name);
  }
  if (read.size === 0) return;
  const names = [...read].join(', ');
  yield {
    path: job.path,
    severity: 'warning',
    message: `job ${job.name} calls ${called}, which reads secrets.${names}, and hands on no secrets`,
    why: 'A called workflow sees the secrets that it is given: this one is an empty text, and its step fails, or sends nothing.',
    fix: 'Add secrets: inherit to the job, or declare the secret under workflow_call and hand it over.',
  };
}
