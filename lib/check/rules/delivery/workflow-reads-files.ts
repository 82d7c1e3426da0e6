import { addTo } from '../../../values/multimap.ts';
import { jobsOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { matchesFilter } from '../../delivery/workflow-writes.ts';
import { nameOf, pathsOf } from '../../paths.ts';
import { strings, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Inputs of actions that name files from the root of the repository, whatever the working directory of the job. */
const FILES = /^(?:(?:go|node|python|java|ruby|dotnet|php)-version-file|cache-dependency-path|global-json-file)$/;

export const workflowReadsFiles = defineRule({
  id: 'workflow-reads-files',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'Files that actions of a workflow read, and those that the key of a cache hashes, stand where they are looked for.',
  source:
    'https://github.com/actions/setup-go#getting-go-version-from-the-gomod-file; https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#hashfiles',
  *check(manifest, world) {
    if (world.everywhere.files === undefined) return;
    for (const job of jobsOf(manifest)) {
      if (isElsewhere(job)) continue;
      for (const step of job.steps) {
        for (const [key, raw] of Object.entries(step.inputs)) {
          if (!FILES.test(key) || step.action === undefined) continue;
          const wanted = (text(raw) ?? '').split(/[\s,]+/).filter((each) => each !== '');
          const [first = ''] = wanted;
          const others = wanted.some((each) => each.includes('$') || isThere(each, world)) ? [] : namesakes(first, world);
          if (others.length === 0) continue;
          yield {
            path: `${step.path}.with.${key}`,
            message: `${key} is ${wanted.join(', ')}, and the tree has ${others.slice(0, 3).join(', ')}`,
            why: 'Actions look from the root of the repository, whatever the working directory of the job: the step ends with "does not exist".',
            fix: 'Write the path from the root.',
          };
        }
        yield* hashed(step, world);
      }
    }
  },
});

/** `hashFiles('go.sum')`: what is not there makes an empty hash. */
function* hashed(step: Step, world: World) {
  for (const { path, value } of strings({ with: step.inputs, env: step.env }, step.path)) {
    for (const [, list = ''] of value.matchAll(/\bhashFiles\(([^()]*)\)/g)) {
      const wanted = [...list.matchAll(/'([^']*)'/g)].map(([, each = '']) => each);
      // What is worked out, and what is left out, says nothing of its own.
      if (wanted.length === 0 || /(?<!')\b(?:matrix|env|inputs|github|format)\b/.test(list.replace(/'[^']*'/g, ''))) continue;
      const taken = wanted.filter((each) => !each.startsWith('!'));
      if (taken.some((each) => isThere(each, world))) continue;
      const others = namesakes(taken[0] ?? '', world);
      if (others.length === 0) continue;
      yield {
        path,
        severity: 'warning' as const,
        message: `hashFiles looks for ${taken.join(', ')}, and the tree has ${others.slice(0, 3).join(', ')}`,
        why: 'The hash is empty, so the key never changes: the cache of the first run is taken for ever, or that of another part.',
        fix: `Write the path from the root, or **/${nameOf(taken[0] ?? '')}.`,
      };
    }
  }
}

/** Of a repository that is checked out elsewhere, or whose files are made on the way. */
function isElsewhere({ steps }: Job): boolean {
  return steps.some(
    ({ action, inputs, run = '' }) =>
      (action === 'actions/checkout' && (inputs['path'] !== undefined || inputs['repository'] !== undefined)) ||
      (action?.includes('download-artifact') ?? false) ||
      /\bgit\s+clone\b/.test(run),
  );
}

function isThere(pattern: string, world: World): boolean {
  const plain = pattern.replace(/^\.\//, '').replace(/^\$\{\{\s*github\.workspace\s*\}\}\//, '');
  if (!/[*?[]/.test(plain)) return pathsOf(world).has(plain);
  return [...(world.everywhere.files ?? [])].some((each) => matchesFilter(plain, each));
}

/** Files of the same name in other folders. */
function namesakes(pattern: string, world: World): readonly string[] {
  const byName = world.once('files by name', () => {
    const found = new Map<string, string[]>();
    for (const file of world.everywhere.files ?? []) addTo(found, nameOf(file), file);
    return found;
  });
  return byName.get(nameOf(pattern)) ?? [];
}
