import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { optionValues, plainWords } from '../../texts/script-calls.ts';
import type { World } from '../../world.ts';

/** What istiod reads of the CA that it is given. @see https://istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/ */
const FILES = ['ca-cert.pem', 'ca-key.pem', 'root-cert.pem', 'cert-chain.pem'];

export const meshAuthorityRead = defineRule({
  id: 'mesh-authority-read',
  severity: 'error',
  kinds: [
    'v1/Secret',
    'external-secrets.io/v1/ExternalSecret',
    'bitnami.com/v1alpha1/SealedSecret',
    documentKind('Script'),
    documentKind('Guide'),
  ],
  asks: 'The CA that Istio is given is in the Secret cacerts beside istiod, with the files that it reads.',
  source:
    'https://istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/; https://istio.io/latest/docs/setup/install/multicluster/before-you-begin/#configure-trust',
  *check(manifest, world) {
    for (const { name, namespace, keys, path } of made(manifest, world)) {
      if (!keys.includes('ca-cert.pem') || !keys.includes('ca-key.pem')) continue;
      const places = releasesOf(world).flatMap((release) => (release.chart === 'istiod' ? release.namespace : []));
      if (name !== 'cacerts') {
        // Another Secret may be what the one that is read was made of.
        if (places.length > 0 && namespace !== undefined && !places.includes(namespace)) continue;
        yield {
          path,
          message: `the CA of the mesh is in Secret ${name}, and istiod reads cacerts`,
          why: 'Each istiod makes a CA of its own: clusters of the mesh do not trust each other, and requests between them end with "unknown authority".',
          fix: 'Call it cacerts, and make it before istiod is installed.',
        };
        continue;
      }
      if (namespace !== undefined && places.length > 0 && !places.includes(namespace)) {
        yield {
          path,
          message: `Secret cacerts is in "${namespace}", and istiod runs in ${[...new Set(places)].map((each) => `"${each}"`).join(', ')}`,
          why: 'istiod looks beside itself only, and makes a CA of its own: clusters of the mesh do not trust each other.',
          fix: `Make it in ${places[0] ?? ''}.`,
        };
        continue;
      }
      const lacking = FILES.filter((each) => !keys.includes(each));
      if (lacking.length === 0) continue;
      yield {
        path,
        message: `Secret cacerts has no ${lacking.join(' and ')}`,
        why: 'istiod finds a key and cannot read the rest: it ends at its start, and no sidecar gets a certificate.',
        fix: `Add ${lacking.join(' and ')}.`,
      };
    }
  },
});

interface Made {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly keys: readonly string[];
  readonly path: string;
}

function* made(manifest: WorldObject, world: World): Iterable<Made> {
  const { object } = manifest;
  const { name, namespace } = object.metadata;
  if (object.kind === 'Secret')
    yield { name, namespace, keys: ['data', 'stringData'].flatMap((each) => Object.keys(fieldsAt(object, each))), path: 'metadata.name' };
  else if (object.kind === 'SealedSecret')
    yield { name, namespace, keys: Object.keys(fieldsAt(object, 'spec.encryptedData')), path: 'metadata.name' };
  else if (object.kind === 'ExternalSecret') {
    const template = Object.keys(fieldsAt(object, 'spec.target.template.data'));
    const keys = template.length > 0 ? template : itemsAt(object, 'spec.data').flatMap((each) => textAt(each, 'secretKey') ?? []);
    yield { name: textAt(object, 'spec.target.name') ?? name, namespace, keys, path: 'metadata.name' };
  } else if ((textAt(object, 'text') ?? '').includes('ca-key.pem')) {
    for (const { command, path } of commandsOf(manifest, world)) {
      const words =
        command.name === 'kubectl'
          ? plainWords(command, ['-n', '--namespace', '--context', '--kubeconfig', '--from-file', '--from-literal'])
          : [];
      const start = words.indexOf('generic');
      const called = words[start + 1];
      if (start === -1 || called === undefined || /[$`]/.test(called)) continue;
      const files = optionValues(command, '--from-file').map((each) =>
        each.includes('=') ? each.slice(0, each.indexOf('=')) : (each.split('/').at(-1) ?? ''),
      );
      const place = optionValues(command, '-n', '--namespace')[0];
      yield { name: called, namespace: place?.includes('$') === true ? undefined : place, keys: files, path };
    }
  }
}
