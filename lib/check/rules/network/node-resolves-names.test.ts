import { documentObject } from '../../document.ts';
import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { nodeResolvesNames } from './node-resolves-names.ts';

const namespace = 'shop';
const LONG = 'registry.registry.svc.cluster.local:5000';
const web = (image: string, pod: Readonly<Record<string, unknown>> = {}) => deployment({ namespace, container: { image }, pod });
const registry = service({ namespace: 'registry', name: 'registry' });
const nfs = (server: string) => kube('v1/PersistentVolume', { name: 'data' }, { spec: { nfs: { server, path: '/data' } } });
const provisioner = (server: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'nfs', namespace: 'argocd' },
    {
      spec: {
        source: {
          chart: 'nfs-subdir-external-provisioner',
          repoURL: 'https://kubernetes-sigs.github.io/nfs-subdir-external-provisioner',
          targetRevision: '4.0.18',
          helm: { valuesObject: { nfs: { server, path: '/data' } } },
        },
        destination: { namespace: 'nfs' },
      },
    },
  );

ruleCases(nodeResolvesNames, {
  accepts: {
    'registries outside': [registry, web('ghcr.io/acme/web:1'), web('registry.example.com:5000/web:1'), web('nginx:1.27')],
    'a port of the node': [registry, web('localhost:30500/web:1')],
    'a host of two words that is no Service': [registry, web('quay.io/acme/web:1'), web('registry.lan:5000/web:1')],
    'a mirror by that name': [
      web(`${LONG}/web:1`),
      documentObject('Script', 'init', { text: 'mkdir -p /etc/containerd/certs.d/registry.registry.svc.cluster.local:5000\n' }),
    ],
    'what OpenShift tells its nodes': [web('image-registry.openshift-image-registry.svc:5000/shop/web:1')],
    'addresses and machines': [nfs('192.168.1.10'), nfs('nas.lan'), provisioner('10.0.0.4')],
  },
  refuses: {
    'an image by the name of a Service': {
      given: [web(`${LONG}/web:1`)],
      says: `the image is pulled from ${LONG}, a name that only pods resolve`,
    },
    'the short name of a Service': {
      given: [registry, web('registry.registry:5000/web:1')],
      says: 'the image is pulled from registry.registry:5000, which is the Service registry of registry',
    },
    'a volume of NFS': {
      given: [nfs('nfs-server.storage.svc.cluster.local')],
      says: 'the volume is on the NFS server nfs-server.storage.svc.cluster.local, a name that only pods resolve',
    },
    'a volume in the pod itself': {
      given: [service({ namespace, name: 'nfs' }), web('nginx:1.27', { volumes: [{ name: 'data', nfs: { server: 'nfs', path: '/' } }] })],
      says: 'the volume is on the NFS server nfs, which is the Service nfs of shop',
    },
    'the server of a chart': {
      given: [provisioner('nfs-server.storage.svc')],
      says: 'the volume is on the NFS server nfs-server.storage.svc, a name that only pods resolve',
    },
  },
});
