import { comesFrom, parseImage } from '../../images.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';

export const imageFirstParty = defineRule({
  id: 'image-first-party',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Images of our own account come from our own registry.',
  source: 'seed 002, L-15',
  *check(manifest, world) {
    const ours = (world.facts.registries ?? []).filter(({ firstParty }) => firstParty);
    for (const { image = '', path, name } of world.podTemplate(manifest)?.containers ?? []) {
      const parsed = parseImage(image);
      if (ours.some(({ prefix }) => comesFrom(parsed, prefix))) continue;
      const meant = ours.find(
        ({ prefix }) =>
          prefix.includes('/') &&
          parsed.path
            .split('/')
            .slice(0, -1)
            .includes(prefix.split('/').at(-1) ?? ''),
      );
      if (meant === undefined) continue;
      yield {
        path: `${path}.image`,
        message: `container "${name}" takes ${image} from ${parsed.registry}, our images are in ${meant.prefix}`,
        why: "The copy there is public, or stale, or somebody else's who took the name.",
        fix: `Take it from ${meant.prefix}.`,
      };
    }
  },
});
