import { deployment, kube, ruleCases } from '../../testing.ts';
import { pullSecretFits } from './pull-secret-fits.ts';

const pods = deployment({
  namespace: 'app',
  name: 'web',
  container: { image: 'harbor.local.dev:8443/app/web:1' },
  pod: { imagePullSecrets: [{ name: 'pull' }] },
});
const type = 'kubernetes.io/dockerconfigjson';
const fetched = (template?: object) =>
  kube('external-secrets.io/v1/ExternalSecret', { name: 'pull', namespace: 'app' }, { spec: { target: { name: 'pull', template } } });
const login = (host: string) => `{"auths":{"${host}":{"username":"{{ .user }}","password":"{{ .password }}"}}}`;
const script = (server: string) =>
  kube(
    'slipway.dev/v1/Script',
    { name: 'up.sh' },
    { text: `kubectl create secret docker-registry pull -n app --docker-server=${server} --docker-username=a --docker-password="$P"` },
  );

const generic = (rest: string) => kube('slipway.dev/v1/Script', { name: 'up.sh' }, { text: `kubectl create secret generic ${rest}` });

ruleCases(pullSecretFits, {
  accepts: {
    'a login of the registry': [pods, fetched({ type, data: { '.dockerconfigjson': login('harbor.local.dev:8443') } })],
    'a login with a scheme': [pods, fetched({ type, data: { '.dockerconfigjson': login('https://harbor.local.dev:8443') } })],
    'a login that comes as a whole': [pods, fetched({ type, data: { '.dockerconfigjson': '{{ .config }}' } })],
    'another registry beside it': [pods, fetched({ type, data: { '.dockerconfigjson': login('ghcr.io') } })],
    'a Secret that nobody pulls with': [fetched()],
    'a file of logins with its type': [
      pods,
      generic('pull -n app --from-file=.dockerconfigjson=config.json --type=kubernetes.io/dockerconfigjson'),
    ],
    'a Secret of a script with which nobody pulls': [pods, generic('api -n app --from-literal=key="$KEY"')],
    'a script that names the port': [pods, script('harbor.local.dev:8443')],
  },
  refuses: {
    'a sealed one of no type': {
      given: [
        pods,
        kube(
          'bitnami.com/v1alpha1/SealedSecret',
          { name: 'pull', namespace: 'app' },
          { spec: { encryptedData: { '.dockerconfigjson': 'AgB' }, template: {} } },
        ),
      ],
      says: 'pods pull images with pull, which is of type Opaque (the default)',
      fix: 'Write template.type: kubernetes.io/dockerconfigjson.',
    },
    'a Secret of no type': { given: [pods, fetched()], says: 'pods pull images with pull, which is of type Opaque (the default)' },
    'a login without the port': {
      given: [pods, fetched({ type, data: { '.dockerconfigjson': login('harbor.local.dev') } })],
      says: 'the login is for harbor.local.dev, and pods pull from harbor.local.dev:8443',
      fix: 'Write harbor.local.dev:8443.',
    },
    'a Secret of a script that has no type': {
      given: [pods, generic('pull -n app --from-literal=username=a --from-literal=password="$P"')],
      says: 'kubectl create secret generic makes pull of type Opaque, and pods of "app" pull images with it',
    },
    'a script without the port': {
      given: [pods, script('harbor.local.dev')],
      says: 'the login is for harbor.local.dev, and pods pull from harbor.local.dev:8443',
    },
  },
});
