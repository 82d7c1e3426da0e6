import { asked, askedBy, type Asked } from '../../clusters/pools.ts';
import { areApart, calledWhere, toldBy } from '../../clusters/where.ts';
import { textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { labelsText } from '../../selector.ts';
import { servicePorts } from '../../services.ts';

export const sharedAddressFits = defineRule({
  id: 'shared-address-fits',
  severity: 'error',
  kinds: ['v1/Service'],
  asks: 'Services that share one address have ports of their own and one traffic policy, and the same pods where that is Local.',
  source: 'https://metallb.io/usage/#ip-address-sharing',
  *check(manifest, world) {
    for (const own of toldBy(asked(world), manifest)) {
      if (own.sharing === undefined) continue;
      const alike = askedBy(world).get(own.address) ?? [];
      for (const twin of alike.slice(0, alike.indexOf(own))) {
        const { object } = twin.manifest;
        if (twin.sharing !== own.sharing || object.kind !== 'Service' || object === manifest.object || areApart(own, twin)) continue;
        // A stage of the same Service is in a cluster of its own.
        if (object.metadata.name === manifest.object.metadata.name) continue;
        const reason = conflict(own, twin);
        if (reason === undefined) continue;
        yield {
          path: own.path,
          message: `it cannot share ${own.address} with ${calledWhere(twin)}: ${reason}`,
          why: 'The address is given to the first of them: the other Service stays <pending>, and nothing reaches it.',
          fix: 'Mend that, or ask for another address.',
        };
        return;
      }
    }
  },
});

function conflict({ manifest: a }: Asked, { manifest: b }: Asked): string | undefined {
  const ports = new Set(servicePorts(b.object).map(({ port, protocol }) => `${port}/${protocol}`));
  const both = servicePorts(a.object).find(({ port, protocol }) => ports.has(`${port}/${protocol}`));
  if (both !== undefined) return `both have port ${both.port}/${both.protocol}`;
  const [one, other] = [a, b].map(({ object }) => textAt(object, 'spec.externalTrafficPolicy') ?? 'Cluster');
  if (one !== other) return `externalTrafficPolicy is ${one ?? ''} here and ${other ?? ''} there`;
  const selectors = [a, b].map(({ object }) => labelsText(textsAt(object, 'spec.selector')));
  return one === 'Local' && selectors[0] !== selectors[1]
    ? `with Local both have to select the same pods, not ${selectors.join(' and ')}`
    : undefined;
}
