import { cronJob, deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { strictCallersMeshed } from './strict-callers-meshed.ts';

const namespace = 'shop';
const strict = kube('security.istio.io/v1beta1/PeerAuthentication', { name: 'default', namespace }, { spec: { mtls: { mode: 'STRICT' } } });
const users = deployment({ name: 'users', namespace, labels: { app: 'users' } });
const door = service({ name: 'users', namespace, selector: { app: 'users' } });
const tree = [meshed(namespace), strict, users, door];
const ambient = kube('v1/Namespace', { name: namespace, labels: { 'istio.io/dataplane-mode': 'ambient' } });
const env = [{ name: 'USERS_URL', value: 'http://users' }];
const init = (command: readonly string[], image = 'busybox:1.36.1') =>
  deployment({ name: 'web', namespace, pod: { initContainers: [{ name: 'wait', image, command }] } });
const cni = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'istio-cni' },
  {
    spec: {
      source: { repoURL: 'https://istio-release.storage.googleapis.com/charts', chart: 'cni', targetRevision: '1.20.1' },
      destination: { namespace: 'istio-system' },
    },
  },
);
const said =
  'calls Deployment shop/users on port 8080 (env USERS_URL says http://users), where PeerAuthentication default demands mTLS (STRICT)';

ruleCases(strictCallersMeshed, {
  accepts: {
    'a caller with a sidecar': [...tree, deployment({ name: 'web', namespace, container: { env } })],
    'a caller in ambient mode': [ambient, strict, users, door, deployment({ name: 'web', namespace, container: { env } })],
    'a caller of a namespace that may be labelled elsewhere': [
      ...tree,
      deployment({ name: 'web', namespace: 'other', container: { env } }),
    ],
    'pods that take plain text, too': [
      meshed(namespace),
      users,
      door,
      cronJob({ namespace, container: { env }, podAnnotations: { 'sidecar.istio.io/inject': 'false' } }),
    ],
    'a port that goes round the sidecar of the other end': [
      meshed(namespace),
      strict,
      deployment({
        ...{ name: 'users', namespace, labels: { app: 'users' } },
        podAnnotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '8080' },
      }),
      door,
      cronJob({ namespace, container: { env }, podAnnotations: { 'sidecar.istio.io/inject': 'false' } }),
    ],
    'another port round the sidecar': [
      ...tree,
      deployment({
        name: 'web',
        namespace,
        container: { env },
        podAnnotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '5432' },
      }),
    ],
    'a proxy that was written by hand': [
      ...tree,
      deployment({
        name: 'web',
        namespace,
        container: { image: 'docker.io/istio/proxyv2:1.20.1', env },
        podAnnotations: { 'sidecar.istio.io/inject': 'false' },
      }),
    ],
    'an init container that only opens a connection': [...tree, init(['sh', '-c', 'until nc -z users 80; do sleep 1; done'])],
    'an init container that asks for a name': [...tree, init(['sh', '-c', 'until nslookup users; do sleep 1; done'])],
    'an init container that runs as the proxy does, with the plug-in': [
      ...tree,
      cni,
      deployment({
        name: 'web',
        namespace,
        pod: {
          initContainers: [
            { name: 'wait', image: 'busybox:1.36.1', command: ['sh', '-c', 'nc -z users 80'], securityContext: { runAsUser: 1337 } },
          ],
        },
      }),
    ],
    'native sidecars': [
      ...tree,
      deployment({
        name: 'web',
        namespace,
        podAnnotations: { 'sidecar.istio.io/nativeSidecar': 'true' },
        pod: { initContainers: [{ name: 'wait', image: 'curlimages/curl:8.6.0', command: ['curl', 'http://users:80/health'] }] },
      }),
    ],
  },
  refuses: {
    'a caller that keeps out of ambient mode': {
      given: [
        ...[ambient, strict, users, door],
        deployment({ name: 'web', namespace, labels: { app: 'web', 'istio.io/dataplane-mode': 'none' }, container: { env } }),
      ],
      says: `Deployment web keeps out of the mesh (istio.io/dataplane-mode: none), and ${said}`,
      fix: 'Take the label istio.io/dataplane-mode: none away, so that the proxy of the node encrypts these calls.',
    },
    'a job that was kept out of the mesh': {
      given: [...tree, cronJob({ name: 'report', namespace, container: { env }, podAnnotations: { 'sidecar.istio.io/inject': 'false' } })],
      says: `CronJob report has no sidecar, and ${said}`,
    },
    'a caller of a namespace without sidecars': {
      given: [
        ...tree,
        kube('v1/Namespace', { name: 'tools' }),
        deployment({ name: 'probe', namespace: 'tools', container: { env: [{ name: 'USERS_URL', value: 'http://users.shop' }] } }),
      ],
      says: 'Deployment probe has no sidecar, and calls Deployment shop/users on port 8080 (env USERS_URL says http://users.shop), where PeerAuthentication default demands mTLS (STRICT)',
    },
    'a port that goes round the sidecar': {
      given: [
        ...tree,
        deployment({
          name: 'web',
          namespace,
          container: { env },
          podAnnotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443, 80' },
        }),
      ],
      says: `Deployment web sends port 80 round its sidecar, and ${said}`,
      fix: 'Take the annotation away, so that the sidecar encrypts these calls.',
    },
    'an init container that waits for an answer': {
      given: [...tree, init(['sh', '-c', 'until curl -sf http://users/health; do sleep 1; done'], 'curlimages/curl:8.6.0')],
      says: 'Deployment web has no sidecar yet while init container "wait" runs, and calls Deployment shop/users on port 8080 (command of wait says http://users), where PeerAuthentication default demands mTLS (STRICT)',
    },
    'an init container that opens a connection, with the plug-in': {
      given: [...tree, cni, init(['sh', '-c', 'until nc -z users 80; do sleep 1; done'])],
      says: 'Deployment web has no sidecar yet while init container "wait" runs, and calls Deployment shop/users on port 8080 (command of wait says nc -z users 80), where PeerAuthentication default demands mTLS (STRICT)',
    },
  },
});
