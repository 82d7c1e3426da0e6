import { kindOf, type Severity, type WorldObject } from './rule.ts';
import type { World } from './world.ts';

/** `01-traffic-management`, `2_resiliency` */
const STEP = /^\d{1,2}[-_.]\w/;

/** Fewer numbered folders than these may be the order of an installation. */
const STEPS = 3;

/** Rules that hold together what a course applies one after the other, and takes away again. */
const TOGETHER: ReadonlySet<string> = new Set([
  'authorization-allows',
  'egress-meets-ingress',
  'host-routed-once',
  'no-fault-left',
  'object-defined-once',
]);

/** How bad a finding is where a folder is a lesson of a course: its objects are there to be tried, each by itself. */
export function inLesson(rule: string, manifest: WorldObject, world: World): Severity | undefined {
  return TOGETHER.has(rule) && lessonsOf(world).some((folder) => manifest.file?.startsWith(folder)) ? 'info' : undefined;
}

/** Numbered folders that stand beside each other in a tree that nothing applies as a whole. */
function lessonsOf(world: World): readonly string[] {
  return world.everywhere.once('lessons', () => {
    if (world.everywhere.installers().length > 0 || world.objects.some((each) => APPLIED.test(kindOf(each.object)))) return [];
    const siblings = new Map<string, Set<string>>();
    for (const { file } of world.objects) {
      const names = file?.split('/') ?? [];
      const at = names.slice(0, -1).findIndex((name) => STEP.test(name));
      if (at === -1) continue;
      const parent = names.slice(0, at).join('/');
      const found = siblings.get(parent) ?? new Set<string>();
      siblings.set(parent, found.add(`${names.slice(0, at + 1).join('/')}/`));
    }
    return [...siblings.values()].flatMap((folders) => (folders.size < STEPS ? [] : [...folders]));
  });
}

const APPLIED = /^(?:kustomize\.toolkit\.fluxcd\.io|kustomize\.config\.k8s\.io|fleet\.cattle\.io)\//;
