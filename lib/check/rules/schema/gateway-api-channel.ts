import { documentKind } from '../../document.ts';
import { strings, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const gatewayApiChannel = defineRule({
  id: 'gateway-api-channel',
  severity: 'error',
  kinds: [
    'gateway.networking.k8s.io/v1alpha2/TCPRoute',
    'gateway.networking.k8s.io/v1alpha2/UDPRoute',
    'gateway.networking.k8s.io/v1alpha2/TLSRoute',
  ],
  asks: 'A kind of the Gateway API that only its experimental channel has is not used where the tree installs the standard one.',
  source: 'https://gateway-api.sigs.k8s.io/concepts/versioning/#release-channels; seed 004, section 9',
  *check({ object }, world) {
    const installed = bundle(world);
    if (installed === undefined) return;
    // TLSRoute is part of the standard channel from 1.5 on.
    if (object.kind === 'TLSRoute' && Number(/v1\.(\d+)/.exec(installed)?.[1] ?? 0) >= 5) return;
    yield {
      path: 'kind',
      message: `${object.kind} is of the experimental channel, and the tree installs ${installed}`,
      why: `The API server knows no ${object.kind}: what is applied is refused, and nothing listens on its port.`,
      fix: 'Install experimental-install.yaml of the same release, or do without it.',
    };
  },
});

/** The file of the standard channel that something installs, where nothing installs the experimental one. */
function bundle(world: World): string | undefined {
  return world.everywhere.once('bundle of the gateway api', () => {
    let standard: string | undefined;
    for (const each of world.everywhere.worlds.values()) {
      if (each.find('apiextensions.k8s.io/v1/CustomResourceDefinition', '', 'tcproutes.gateway.networking.k8s.io') !== undefined)
        return undefined;
      for (const kind of [
        documentKind('Script'),
        documentKind('TextFile'),
        'kustomize.config.k8s.io/v1beta1/Kustomization',
        'argoproj.io/v1alpha1/Application',
      ]) {
        for (const { object } of each.ofKind(kind)) {
          for (const { value } of textAt(object, 'text') === undefined ? strings(object) : [{ value: textAt(object, 'text') ?? '' }]) {
            if (/gateway-api\S*(experimental|config\/crd\/experimental)/.test(value)) return undefined;
            const [, version, name] = /gateway-api\S*\/(v[\d.]+(?:-[\w.]+)?)\/(standard-install\.yaml)/.exec(value) ?? [];
            if (name !== undefined) standard ??= `${name} ${version ?? ''}`;
          }
        }
      }
    }
    return standard;
  });
}
