import { defineRule, type WorldObject } from '../../rule.ts';
import { POD_KINDS } from '../../pods.ts';
import { texts } from '../../texts.ts';
import type { World } from '../../world.ts';

/** Words for one stage, as folders and hosts have them. */
const STAGES: readonly (readonly string[])[] = [
  ['dev', 'develop', 'development'],
  ['staging', 'stage', 'stg'],
  ['qa', 'uat'],
  ['prod', 'production', 'prd'],
];
/** A host alone, or that of a URL. */
const HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@\s/]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?(?:[/?]\S*)?$/i;

export const stageOwnAddresses = defineRule({
  id: 'stage-own-addresses',
  severity: 'warning',
  kinds: ['v1/ConfigMap', ...POD_KINDS],
  asks: 'What a stage takes over from the base names no address of another stage.',
  source: 'https://kubectl.docs.kubernetes.io/guides/config_management/offtheshelf/; https://12factor.net/config',
  *check(manifest, world) {
    const own = stageOf(manifest);
    if (own === undefined) return;
    for (const { path, key, value } of texts(manifest, world)) {
      const host = HOST.exec(value.trim())?.[1]?.toLowerCase();
      const other = host === undefined ? undefined : stageIn(host);
      if (host === undefined || other === undefined || other === own.stage || !hasFolder(world, own.parent, other)) continue;
      yield {
        path,
        message: `${key} is that of the base, and names ${host}, while ${manifest.overlay ?? ''} is the stage ${own.word}`,
        why: `${own.word} talks to what belongs to another stage: it reads and changes the data there, or finds a name that its cluster does not know.`,
        fix: `Set it in ${manifest.overlay ?? ''}, as other values are.`,
      };
    }
  },
});

interface Stage {
  readonly stage: readonly string[];
  readonly word: string;
  readonly parent: string;
}

/** The stage of the overlay that builds an object of a base; `undefined` for what stands in the overlay itself. */
function stageOf({ overlay, file }: WorldObject): Stage | undefined {
  if (overlay === undefined || file === undefined || file.startsWith(`${overlay}/`)) return undefined;
  const slash = overlay.lastIndexOf('/');
  const word = overlay.slice(slash + 1);
  const stage = STAGES.find((words) => words.includes(word));
  return stage === undefined ? undefined : { stage, word, parent: overlay.slice(0, Math.max(0, slash + 1)) };
}

/** The one stage of which a host speaks, its last part (`.dev`) left out. */
function stageIn(host: string): readonly string[] | undefined {
  const words = host.split('.').slice(0, -1).join('-').split('-');
  const found = STAGES.filter((stage) => stage.some((word) => words.includes(word)));
  return found.length === 1 && !host.endsWith('.azure.com') ? found[0] : undefined;
}

/** The stage has an overlay beside this one. */
function hasFolder(world: World, parent: string, stage: readonly string[]): boolean {
  return stage.some((word) => world.everywhere.files?.has(`${parent}${word}/kustomization.yaml`) === true);
}
