import { addTo } from '../../../values/multimap.ts';
import { documentKind } from '../../document.ts';
import { parseImage } from '../../images.ts';
import { itemsAt, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { optionValues, plainWords } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

export const pullSecretFits = defineRule({
  id: 'pull-secret-fits',
  severity: 'error',
  kinds: ['bitnami.com/v1alpha1/SealedSecret', 'external-secrets.io/v1/ExternalSecret', 'v1/Secret', documentKind('Script')],
  asks: 'A Secret with which pods pull images is of the type for that, and its login is for the host and port in the names of the images.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/; seed 004, M26',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'Script') {
      if (/docker-registry|secret\s+generic/.test(textAt(object, 'text') ?? '')) yield* scripted(manifest, world);
      return;
    }
    const byOperator = object.kind === 'ExternalSecret';
    const base = byOperator ? 'spec.target.template' : object.kind === 'SealedSecret' ? 'spec.template' : '';
    const name = byOperator ? (textAt(object, 'spec.target.name') ?? object.metadata.name) : object.metadata.name;
    const images = pulledWith(world).get(`${object.metadata.namespace ?? ''}/${name}`);
    if (images === undefined) return;
    const typePath = base === '' ? 'type' : `${base}.type`;
    const type = textAt(object, typePath);
    if (!/^kubernetes\.io\/dockerc(onfigjson|fg)$/.test(type ?? '') && !/[{$]/.test(type ?? '')) {
      yield {
        path: byOperator && type === undefined ? 'spec.target' : typePath,
        message: `pods pull images with ${name}, which is of type ${type ?? 'Opaque (the default)'}`,
        why: 'The kubelet passes over it without a word: images of the private registry end in ImagePullBackOff.',
        fix: `Write ${base === '' ? '' : `${base.replace('spec.', '')}.`}type: kubernetes.io/dockerconfigjson.`,
      };
    }
    const place = byOperator ? `${base}.data` : 'stringData' in object ? 'stringData' : 'data';
    const written = textsAt(object, place)['.dockerconfigjson'] ?? '';
    const config = place === 'data' ? Buffer.from(written, 'base64').toString('utf8') : written;
    const auths = /"auths"\s*:\s*\{([\s\S]*)/.exec(config)?.[1] ?? '';
    const hosts = [...auths.matchAll(/"([^"{}\s]+)"\s*:\s*\{/g)].map(([, host = '']) => host);
    yield* wrongHost(hosts, images, `${place}[".dockerconfigjson"]`);
  },
});

function* scripted(manifest: Parameters<typeof commandsOf>[0], world: World): Iterable<Issue> {
  for (const { command, path } of commandsOf(manifest, world)) {
    const words = plainWords(command, [
      '-n',
      '--namespace',
      '--context',
      '--docker-server',
      '--docker-username',
      '--docker-password',
      '--type',
    ]);
    if (command.name === 'kubectl' && words.slice(0, 3).join(' ') === 'create secret generic')
      yield* untyped(command, words[3] ?? '', path, world);
    const at = words.indexOf('docker-registry');
    if (command.name !== 'kubectl' || at === -1) continue;
    const images = pulledWith(world).get(`${optionValues(command, '-n', '--namespace')[0] ?? ''}/${words[at + 1] ?? ''}`);
    if (images !== undefined) yield* wrongHost(optionValues(command, '--docker-server'), images, path);
  }
}

/** `kubectl create secret generic` makes a Secret of no type with which no image is pulled. */
function* untyped(command: Command, name: string, path: string, world: World): Iterable<Issue> {
  const namespace = optionValues(command, '-n', '--namespace')[0] ?? '';
  const type = optionValues(command, '--type')[0];
  if (!pulledWith(world).has(`${namespace}/${name}`) || /dockerconfigjson|dockercfg|\$/.test(type ?? '')) return;
  yield {
    path,
    message: `kubectl create secret generic makes ${name} of type ${type ?? 'Opaque'}, and pods of "${namespace}" pull images with it`,
    why: 'The kubelet passes over it without a word: images of the private registry end in ImagePullBackOff.',
    fix: 'Write kubectl create secret docker-registry with --docker-server, --docker-username and --docker-password.',
  };
}

/** A login for the same machine, but on another port: none of the images is pulled with it. */
function* wrongHost(logins: readonly string[], images: ReadonlySet<string>, path: string): Iterable<Issue> {
  const hosts = logins.map((login) => login.replace(/^https?:\/\//, '').replace(/\/.*$/, ''));
  for (const image of images) {
    const machine = image.replace(/:\d+$/, '');
    const near = hosts.find((host) => host.replace(/:\d+$/, '') === machine);
    if (near === undefined || hosts.includes(image) || image === 'docker.io') continue;
    yield {
      path,
      message: `the login is for ${near}, and pods pull from ${image}`,
      why: 'A login counts for host and port as they stand in the image: the registry is asked by nobody in particular, and refuses.',
      fix: `Write ${image}.`,
    };
  }
}

/** Registries from which pods pull with a Secret, by `namespace/name`; those of an account count for its pods. */
function pulledWith(world: World): ReadonlyMap<string, ReadonlySet<string>> {
  return world.once('registries by pull secret', () => {
    const found = new Map<string, string[]>();
    for (const pod of world.podTemplates()) {
      const account = world.find('v1/ServiceAccount', pod.namespace, text(pod.spec['serviceAccountName']) ?? 'default');
      const secrets = [...itemsAt(pod.spec, 'imagePullSecrets'), ...itemsAt(account?.object, 'imagePullSecrets')];
      for (const secret of secrets)
        for (const { image } of pod.containers)
          if (image !== undefined) addTo(found, `${pod.namespace}/${textAt(secret, 'name') ?? ''}`, parseImage(image).registry);
    }
    return new Map([...found].map(([name, registries]) => [name, new Set(registries)]));
  });
}
