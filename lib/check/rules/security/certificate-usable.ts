import { Duration } from '../../../values/duration.ts';
import { addTo } from '../../../values/multimap.ts';
import { clusterUrls } from '../../cluster-urls.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, items, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';

export const certificateUsable = defineRule({
  id: 'certificate-usable',
  severity: 'error',
  kinds: ['cert-manager.io/v1/Certificate'],
  asks: 'A certificate lasts longer than its renewal takes, is one of an authority where others are signed with it, has a Secret of its own, and the names by which its Service is called.',
  source:
    'https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec; https://cert-manager.io/docs/configuration/ca/; seed 004, section 12',
  *check({ object }, world) {
    const [duration, before] = [hours(textAt(object, 'spec.duration') ?? '2160h'), hours(textAt(object, 'spec.renewBefore'))];
    if (duration !== undefined && before !== undefined && before >= duration) {
      yield {
        path: 'spec.renewBefore',
        message: `renewBefore is ${textAt(object, 'spec.renewBefore') ?? ''}, and the certificate lasts ${textAt(object, 'spec.duration') ?? '2160h (the default)'}`,
        why: 'cert-manager refuses it: "renewBefore must be less than duration". There is no certificate at all.',
        fix: 'Make renewBefore about a third of duration.',
      };
    }
    const secret = textAt(object, 'spec.secretName') ?? '';
    const issuer = authorities(world)
      .get(secret)
      ?.find((each) => (each.object.metadata.namespace ?? object.metadata.namespace) === object.metadata.namespace);
    if (issuer !== undefined && at(object, 'spec.isCA') !== true) {
      yield {
        path: at(object, 'spec.isCA') === undefined ? 'spec.secretName' : 'spec.isCA',
        message: `${issuer.object.kind} ${issuer.object.metadata.name} signs with this certificate, which is not that of an authority`,
        why: 'The issuer is not ready ("signing key is not a CA"), or clients refuse everything that it signed.',
        fix: 'Set isCA: true.',
      };
    }
    const [first] = writers(world).get(`${object.metadata.namespace ?? ''}/${secret}`) ?? [];
    if (first !== undefined && first !== object.metadata.name && secret !== '') {
      yield {
        path: 'spec.secretName',
        message: `Certificate ${first} is written into Secret ${secret}, too`,
        why: 'cert-manager issues the two by turns, without end, and whoever mounts the Secret shows the wrong name half of the time.',
        fix: 'Give each Certificate a Secret of its own.',
      };
    }
    yield* named(object, secret, world);
  },
});

/** Names of Certificates by `namespace/name` of the Secret that they are written into. */
function writers(world: World): ReadonlyMap<string, readonly string[]> {
  return world.once('writers of certificate secrets', () => {
    const map = new Map<string, string[]>();
    for (const { object } of world.ofKind('cert-manager.io/v1/Certificate'))
      addTo(map, `${object.metadata.namespace ?? ''}/${textAt(object, 'spec.secretName') ?? ''}`, object.metadata.name);
    return map;
  });
}

function hours(written: string | undefined): number | undefined {
  try {
    return written === undefined ? undefined : Duration.parse(written).seconds;
  } catch {
    return undefined;
  }
}

/** Issuers that sign with the Secret of a certificate, by its name. */
function authorities(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('issuers by secret', () => {
    const map = new Map<string, WorldObject[]>();
    for (const kind of ['cert-manager.io/v1/ClusterIssuer', 'cert-manager.io/v1/Issuer']) {
      for (const each of world.ofKind(kind)) {
        const secret = textAt(each.object, 'spec.ca.secretName');
        if (secret !== undefined) addTo(map, secret, each);
      }
    }
    return map;
  });
}

/** Whoever calls the Service of pods that show this certificate asks for one of its names. */
function* named({ metadata, ...object }: WorldObject['object'], secret: string, world: World): Iterable<Issue> {
  const names = [...itemsAt(object, 'spec.dnsNames').map(text), textAt(object, 'spec.commonName')].flatMap((each) => each ?? []);
  const namespace = metadata.namespace ?? '';
  if (secret === '' || names.length === 0 || names.some((name) => /[$<{]/.test(name)) || itemsAt(object, 'spec.ipAddresses').length > 0)
    return;
  for (const [host, by] of called(world).get(`${namespace}/${secret}`) ?? []) {
    if (names.some((name) => covers(name, host))) continue;
    yield {
      path: 'spec.dnsNames',
      severity: 'warning',
      message: `${by} calls https://${host}, and the certificate is for ${names.join(', ')}`,
      why: 'The client refuses the connection: "certificate is valid for …, not …".',
      fix: `Add ${host} to dnsNames.`,
    };
    return;
  }
}

/** A star stands for one label. */
function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith('*.') && host.slice(host.indexOf('.') + 1) === name.slice(2));
}

const CALLERS = [
  'external-secrets.io/v1/ClusterSecretStore',
  'external-secrets.io/v1/SecretStore',
  'cert-manager.io/v1/ClusterIssuer',
  'cert-manager.io/v1/Issuer',
  'v1/ConfigMap',
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
];

/** Hosts under which Services are called by https, with who calls, by `namespace/name` of the Secret that the pods behind them mount for it. */
function called(world: World): ReadonlyMap<string, readonly (readonly [host: string, by: string])[]> {
  return world.once('https calls by secret', () => {
    const map = new Map<string, (readonly [string, string])[]>();
    const mounted = mountedBy(world);
    if (mounted.size === 0) return map;
    for (const manifest of CALLERS.flatMap((kind) => world.ofKind(kind))) {
      const { kind, metadata } = manifest.object;
      const server = textAt(manifest.object, 'spec.vault.server') ?? textAt(manifest.object, 'spec.provider.vault.server');
      const own = /^https:\/\/([\w.-]+)/.exec(server ?? '')?.[1];
      const hosts = [
        ...(own === undefined ? [] : [own]),
        ...clusterUrls(manifest, world).flatMap(({ url }) => (url.scheme === 'https' ? url.host : [])),
      ];
      for (const host of new Set(hosts)) {
        const target = serviceHost(host, metadata.namespace ?? '');
        const secret = target === undefined ? undefined : mounted.get(`${target.namespace}/${target.name}`);
        if (secret !== undefined) addTo(map, `${target?.namespace ?? ''}/${secret}`, [host, `${kind} ${metadata.name}`] as const);
      }
    }
    return map;
  });
}

/** The one Secret with a server's certificate that pods mount, by the Service in front of them: those of the tree, and of Vault's chart. */
function mountedBy(world: World): ReadonlyMap<string, string> {
  const shown = new Set(
    world.ofKind('cert-manager.io/v1/Certificate').flatMap(({ object }) => {
      const usages = itemsAt(object, 'spec.usages');
      const serves = usages.length === 0 || usages.includes('server auth') || !usages.includes('client auth');
      return serves ? `${object.metadata.namespace ?? ''}/${textAt(object, 'spec.secretName') ?? ''}` : [];
    }),
  );
  const map = new Map<string, Set<string>>();
  const put = (service: string, namespace: string, volumes: readonly unknown[]): void => {
    for (const volume of volumes) {
      const secret =
        textAt(volume, 'secret.secretName') ?? (textAt(volume, 'type') === 'secret' ? textAt(volume, 'name') : undefined) ?? '';
      if (shown.has(`${namespace}/${secret}`)) map.set(service, (map.get(service) ?? new Set()).add(secret));
    }
  };
  if (shown.size === 0) return new Map();
  for (const pod of world.podTemplates()) {
    for (const service of world.servicesOf(pod))
      put(`${pod.namespace}/${service.object.metadata.name}`, pod.namespace, items(pod.spec['volumes']));
  }
  for (const { chart, name, namespace, values } of releasesOf(world)) {
    const volumes = chart === 'vault' ? [...itemsAt(values, 'server.volumes'), ...itemsAt(values, 'server.extraVolumes')] : [];
    for (const service of [name, `${name}-active`, `${name}-internal`]) put(`${namespace}/${service}`, namespace, volumes);
  }
  // Of two nobody knows which one is shown.
  return new Map([...map].flatMap(([service, secrets]) => (secrets.size === 1 ? [[service, [...secrets][0] ?? ''] as const] : [])));
}
