import { ciliumMesh, istioMesh, isSameCluster, type Member } from '../../clusters/members.ts';
import { everywhere } from '../../clusters/where.ts';
import { configSources } from '../../config-sources.ts';
import { documentKind } from '../../document.ts';
import { HELM_KINDS } from '../../helm.ts';
import { at, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const meshAuthorityShared = defineRule({
  id: 'mesh-authority-shared',
  severity: 'info',
  kinds: [...HELM_KINDS, 'install.istio.io/v1alpha1/IstioOperator', 'sailoperator.io/v1/Istio'],
  asks: 'Clusters that a mesh joins are given one CA before they are joined: left alone, each makes its own.',
  source:
    'https://docs.cilium.io/en/stable/network/clustermesh/clustermesh/#shared-certificate-authority; https://istio.io/latest/docs/setup/install/multicluster/before-you-begin/#configure-trust',
  *check(manifest, world) {
    yield* lacking(manifest, ciliumMesh(world), 'Cilium', 'cilium-ca', isGivenToCilium(world));
    yield* lacking(manifest, istioMesh(world), 'Istio', 'cacerts', isGivenToIstio(world));
  },
});

function* lacking(manifest: WorldObject, mesh: readonly Member[], program: string, secret: string, given: boolean) {
  const [first] = mesh;
  const others = mesh.filter((each) => first !== undefined && !isSameCluster(first, each));
  // Said once, at the first cluster.
  if (given || first === undefined || others.length === 0 || first.manifest.object !== manifest.object) return;
  yield {
    path: first.path,
    message: `${program} joins ${[first, ...others].map(({ name }) => name ?? '?').join(', ')}, and nothing here gives them one CA (Secret ${secret})`,
    why:
      program === 'Cilium'
        ? 'Each cluster signs with a CA of its own: agents refuse the other cluster with "certificate signed by unknown authority", and the mesh stays at 0 remote clusters.'
        : 'Each istiod signs with a CA of its own: requests from one cluster to another end with "unknown authority", behind a plain 503.',
    fix: `Make Secret ${secret} once, and bring the same into each cluster before ${program} is installed there.`,
  };
}

/** Something speaks of the Secret: a script that copies it, an object that brings it, values that hold it. */
function mentions(world: World, pattern: RegExp): boolean {
  return everywhere(world, ...(['Script', 'Guide', 'TextFile', 'Aside'] as const).map(documentKind)).some(({ manifest }) =>
    pattern.test(textAt(manifest.object, 'text') ?? ''),
  );
}

function has(world: World, secret: string): boolean {
  return [...world.everywhere.worlds.values()].some((each) =>
    [...configSources(each, 'Secret').keys()].some((key) => key.endsWith(`/${secret}`)),
  );
}

function isGivenToCilium(world: World): boolean {
  return world.everywhere.once('CA of cilium is given', () => {
    const own = ciliumMesh(world).some(
      ({ values }) =>
        [at(values, 'tls.ca.cert'), at(values, 'clustermesh.config.clusters.0.tls'), at(values, 'clustermesh.apiserver.tls.ca')].some(
          (each) => each !== undefined && each !== '',
        ) ||
        /^(certmanager)$/.test(textAt(values, 'clustermesh.apiserver.tls.auto.method') ?? '') ||
        at(values, 'certgen.generateCA') === false,
    );
    return own || has(world, 'cilium-ca') || mentions(world, /cilium-ca\b|tls\.ca\.(cert|key)|cilium\s+clustermesh\s+connect/);
  });
}

function isGivenToIstio(world: World): boolean {
  return world.everywhere.once('CA of istio is given', () => {
    const own = istioMesh(world).some(
      ({ values }) =>
        at(values, 'pilot.env.EXTERNAL_CA') !== undefined ||
        (textAt(values, 'global.caAddress') ?? '') !== '' ||
        at(values, 'meshConfig.caCertificates') !== undefined ||
        at(values, 'global.pilotCertProvider') !== undefined,
    );
    return own || has(world, 'cacerts') || mentions(world, /\bcacerts\b|istio-csr|spire/i);
  });
}
