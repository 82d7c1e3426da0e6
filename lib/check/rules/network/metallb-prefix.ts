import { addressesAsked, METALLB_KINDS, OLD_PREFIX } from '../../metallb.ts';
import { defineRule } from '../../rule.ts';

export const metallbPrefix = defineRule({
  id: 'metallb-prefix',
  severity: 'warning',
  kinds: METALLB_KINDS,
  asks: 'Annotations for MetalLB have the prefix that it reads today.',
  source: 'https://metallb.io/release-notes/; seed 002, L-07',
  *check(manifest) {
    for (const { path, key } of addressesAsked(manifest)) {
      if (!key.startsWith(OLD_PREFIX)) continue;
      yield {
        path,
        message: `"${key}" has the deprecated prefix ${OLD_PREFIX}`,
        why: 'A MetalLB that no longer reads the old prefix gives the Service any free address, and the name points at nobody.',
        fix: `Write ${key.replace(OLD_PREFIX, 'metallb.io/')} (read from MetalLB 0.14.9 on).`,
      };
    }
  },
});
