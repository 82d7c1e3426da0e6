import { isGuide } from '../guides.ts';
import { textAt } from '../read.ts';
import { DOCUMENT } from '../document.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { knownKind } from './kinds.ts';
import { judgeKind } from './kind-checks.ts';
import { judgeName } from './names.ts';
import type { Problem } from './problem.ts';
import { isSound } from './sound.ts';
import { walk } from './walk.ts';

/** Every mistake of an object against its schema, found once for all rules of the family. Objects of unknown kinds have none. */
export function problemsOf(manifest: WorldObject, world: World): readonly Problem[] {
  const known = world.once('schema problems', () => new WeakMap<WorldObject, readonly Problem[]>());
  let problems = known.get(manifest);
  if (problems === undefined) {
    problems = judge(manifest, world);
    known.set(manifest, problems);
  }
  return problems;
}

const NONE: readonly Problem[] = Object.freeze([]);

function judge({ object, file }: WorldObject, world: World): readonly Problem[] {
  if (object.apiVersion.startsWith(DOCUMENT) || textAt(object, 'metadata.name') === undefined) return NONE;
  const kind = knownKind(world, object.apiVersion, object.kind);
  if (kind === undefined) return NONE;

  const problems: Problem[] = [];
  const secret = object.kind === 'Secret';
  const isPart = isGuide(file);
  const report = (problem: Problem): void => {
    if (isPart && problem.sort === 'missing') return;
    // The schema and the meaning of a field may both miss it.
    const twice = problem.sort === 'missing' && problems.some(({ sort, path }) => sort === 'missing' && path === problem.path);
    if (!twice) problems.push(secret ? discreet(problem) : problem);
  };
  const minor = kind.source === 'kubernetes' ? minorOf(world.facts.kubernetes) : undefined;
  if (!isSound(kind.schema, object, minor))
    walk(kind.schema, object, '', { report, minor, shallow: false, sure: kind.source !== 'bundled', root: kind.schema });
  judgeName(object, kind, report);
  judgeKind(object, report);
  return problems.length === 0 ? NONE : problems;
}

/** A problem that does not repeat what a Secret holds. */
function discreet(problem: Problem): Problem {
  const type = /^the (number|boolean) /.exec(problem.message)?.[1];
  if (!/^(data|stringData)\b/.test(problem.path) || problem.sort === 'missing') return problem;
  if (type !== undefined)
    return { ...problem, message: `a ${type} stands where a text must stand`, fix: 'Put it in quotes as it was meant.' };
  return problem.message.endsWith(' is not base64') ? { ...problem, message: 'the value is not base64' } : problem;
}

/** `v1.31.13` → 31. */
export function minorOf(version: string | undefined): number | undefined {
  const minor = /^v?1\.(\d+)/.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
