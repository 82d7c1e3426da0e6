import { ciliumSpecs } from '../../cilium.ts';
import { HELM_KINDS } from '../../helm.ts';
import { nameFits } from '../../network/fqdn.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { SPEAKING_KINDS, texts } from '../../texts.ts';
import { urlsIn } from '../../urls.ts';
import type { World } from '../../world.ts';

const CALLERS = [...new Set([...POD_KINDS, 'v1/ConfigMap', ...HELM_KINDS, ...SPEAKING_KINDS])];
const POLICY = 'cilium.io/v2/CiliumNetworkPolicy';

export const ciliumNamesReach = defineRule({
  id: 'cilium-names-reach',
  severity: 'error',
  kinds: [POLICY],
  asks: 'Names that a policy of Cilium lets out (toFQDNs) are those of the hosts that are called: a star is one level, a name itself only.',
  source: 'https://docs.cilium.io/en/stable/security/policy/language/#dns-based',
  *check(manifest, world) {
    const { namespace = '' } = manifest.object.metadata;
    for (const { spec, path } of ciliumSpecs(manifest)) {
      for (const [index, rule] of itemsAt(spec, 'egress').entries()) {
        for (const [place, entry] of itemsAt(rule, 'toFQDNs').entries()) {
          const [pattern, name] = [textAt(entry, 'matchPattern') ?? '', textAt(entry, 'matchName')];
          const domain = name ?? /^\*\.([\w.-]+)$/.exec(pattern)?.[1];
          if (domain === undefined) continue;
          const all = entriesIn(world, namespace);
          const lost = hostsIn(world, namespace).find(
            (host) => host.endsWith(`.${domain.toLowerCase()}`) && !all.some((each) => nameFits(each, host)),
          );
          if (lost === undefined) continue;
          yield {
            path: `${path}.egress[${index}].toFQDNs[${place}]`,
            message:
              name === undefined
                ? `${pattern} stands for one level, and ${lost}, which is called from "${namespace}", has more`
                : `${name} stands for itself alone, and ${lost} is called from "${namespace}"`,
            why: 'Cilium opens no address for that name: the connection times out, while others of the same domain work.',
            fix: `Add {matchName: ${lost}}${name === undefined ? `, or write matchPattern: "**.${domain}" where the version of Cilium knows it` : ''}.`,
          };
        }
      }
    }
  },
});

/** What all policies of a namespace let out by name, those for the whole cluster included. */
function entriesIn(world: World, namespace: string): readonly unknown[] {
  return world.once(`names let out of ${namespace}`, () =>
    [...world.inNamespace(POLICY, namespace), ...world.ofKind('cilium.io/v2/CiliumClusterwideNetworkPolicy')]
      .flatMap((each: WorldObject) => ciliumSpecs(each))
      .flatMap(({ spec }) => itemsAt(spec, 'egress'))
      .flatMap((rule) => itemsAt(rule, 'toFQDNs')),
  );
}

/** Hosts outside of the cluster that something of a namespace is told to call. */
function hostsIn(world: World, namespace: string): readonly string[] {
  const known = world.once('hosts called from namespaces', () => {
    const map = new Map<string, Set<string>>();
    for (const each of CALLERS.flatMap((kind) => world.ofKind(kind))) {
      for (const { value, namespace: from } of texts(each, world)) {
        for (const { host } of urlsIn(value)) {
          if (!/\.[a-z]{2,}$/i.test(host) || /\.(svc|local|internal)$|\.svc\./.test(host)) continue;
          map.set(from, (map.get(from) ?? new Set()).add(host.toLowerCase()));
        }
      }
    }
    return map;
  });
  return [...(known.get(namespace) ?? [])];
}
