import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { authorizationAllows } from './authorization-allows.ts';

const namespace = 'blog';
const web = (serviceAccountName = 'web', env: object[] = [{ name: 'API_URL', value: 'http://was:80' }]) =>
  deployment({ namespace, container: { env }, pod: { serviceAccountName, volumes: [{ name: 'conf', configMap: { name: 'nginx' } }] } });
const was = (portName = 'http', targetPort = 8080) => [
  deployment({ namespace, name: 'was', labels: { app: 'was' }, container: { ports: [{ containerPort: targetPort }] } }),
  service({ namespace, name: 'was', selector: { app: 'was' }, ports: [{ name: portName, port: 80, targetPort }] }),
];
const nginx = (...locations: string[]) =>
  kube(
    'v1/ConfigMap',
    { namespace, name: 'nginx' },
    {
      data: {
        'default.conf': `server {\n${locations.map((each) => `  location ${each} {\n    proxy_pass http://was:80;\n  }`).join('\n')}\n}`,
      },
    },
  );
const policy = (spec: object, name = 'was-authz', at = namespace) =>
  kube(
    'security.istio.io/v1/AuthorizationPolicy',
    { namespace: at, name },
    { spec: { selector: { matchLabels: { app: 'was' } }, ...spec } },
  );
const paths = (...list: string[]) => ({ rules: [{ to: [{ operation: { paths: list } }] }] });
const principals = (...list: string[]) => ({ rules: [{ from: [{ source: { principals: list } }] }] });
const tree = [meshed(namespace), web(), ...was()];
const refused = 'Deployment blog/web is refused by Deployment blog/was on port 8080 (env API_URL says was:80)';
const tls = kube(
  'networking.istio.io/v1/DestinationRule',
  { namespace, name: 'was' },
  { spec: { host: 'was', trafficPolicy: { tls: { mode: 'DISABLE' } } } },
);

ruleCases(authorizationAllows, {
  accepts: {
    'paths of all locations': [...tree, nginx('/api', '= /auth/login'), policy(paths('/api/*', '/auth/*'))],
    'a prefix without its slash': [...tree, nginx('/api/'), policy(paths('/api*'))],
    'a template': [...tree, nginx('/api/'), policy(paths('/api/{*}/posts', '/api/{**}'))],
    'locations by regular expression, of which the path is not known': [...tree, nginx('~ \\.php$'), policy(paths('/api/*'))],
    'a location by a regular expression that begins as the paths do': [...tree, nginx('~ ^/api(/|$)'), policy(paths('/api/*'))],
    'the ServiceAccount of the client': [...tree, policy(principals('cluster.local/ns/blog/sa/web'))],
    'its namespace': [...tree, policy({ rules: [{ from: [{ source: { namespaces: ['blog'] } }] }] })],
    'the port of the pod': [...tree, policy({ rules: [{ to: [{ operation: { ports: ['8080'] } }] }] })],
    everybody: [...tree, policy({ rules: [{}] })],
    'a policy that denies others': [...tree, policy({ action: 'DENY', rules: [{ from: [{ source: { notNamespaces: ['blog'] } }] }] })],
    'a policy that denies by what a tree does not show': [
      ...tree,
      policy({
        action: 'DENY',
        rules: [{ to: [{ operation: { methods: ['DELETE'] } }] }, { when: [{ key: 'request.headers[x]', values: ['y'] }] }],
      }),
    ],
    'a condition on a token': [...tree, policy({ rules: [{ when: [{ key: 'request.auth.claims[iss]', values: ['x'] }] }] })],
    'one of two policies': [...tree, policy({}), policy({ rules: [{}] }, 'all')],
    'a server without a sidecar': [kube('v1/Namespace', { name: namespace }), web(), ...was(), policy({})],
    'a policy about other pods': [...tree, policy({ selector: { matchLabels: { app: 'db' } } })],
    'a gateway that refuses some addresses': [
      deployment({ namespace: 'istio-system', name: 'gateway', labels: { istio: 'ingressgateway' } }),
      kube(
        'networking.istio.io/v1/Gateway',
        { namespace, name: 'public' },
        { spec: { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 443 } }] } },
      ),
      kube(
        'security.istio.io/v1/AuthorizationPolicy',
        { namespace: 'istio-system', name: 'lan' },
        { spec: { action: 'DENY', rules: [{ from: [{ source: { notIpBlocks: ['192.168.1.0/24'] } }] }] } },
      ),
      kube(
        'security.istio.io/v1/AuthorizationPolicy',
        { namespace: 'istio-system', name: 'token' },
        { spec: { rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }] } },
      ),
    ],
    'another program that decides': [...tree, policy({ action: 'CUSTOM', provider: { name: 'oauth2' }, rules: [{}] })],
  },
  refuses: {
    'a location that the policy does not know': {
      given: [...tree, nginx('/api', '/auth'), policy(paths('/api/*', '/actuator/*'))],
      says: 'Deployment blog/web is refused by Deployment blog/was on port 8080 (location /auth of ConfigMap nginx passes on to was:80): spec.rules[0] allows other paths, not /auth',
      fix: 'Add "/auth*" to the paths of spec.rules[0].',
    },
    'another ServiceAccount': {
      given: [meshed(namespace), web('frontend'), ...was(), policy(principals('cluster.local/ns/blog/sa/web'))],
      says: `${refused}: spec.rules[0] allows other sources`,
    },
    'a client without a sidecar': {
      given: [
        meshed(namespace),
        deployment({
          namespace,
          labels: { app: 'web', 'sidecar.istio.io/inject': 'false' },
          container: { env: [{ name: 'API_URL', value: 'http://was:80' }] },
        }),
        ...was(),
        policy(principals('*')),
      ],
      says: `${refused}: spec.rules[0] allows other sources`,
    },
    'mTLS switched off': {
      given: [...tree, tls, policy(principals('cluster.local/ns/blog/sa/web'))],
      says: `${refused}: spec.rules[0] allows other sources`,
    },
    'an empty policy, which allows nothing': {
      given: [...tree, policy({})],
      says: `${refused}: no rule allows it`,
      fix: 'Add a rule for it to spec.rules.',
    },
    'an empty policy of the root namespace': {
      given: [...tree, kube('security.istio.io/v1/AuthorizationPolicy', { namespace: 'istio-system', name: 'deny-all' }, { spec: {} })],
      says: `${refused}: no rule allows it`,
    },
    'the port of the Service': {
      given: [...tree, policy({ rules: [{ to: [{ operation: { ports: ['80'] } }] }] })],
      says: `${refused}: spec.rules[0] allows other ports`,
      fix: 'Add "8080" to the ports of spec.rules[0]: they are those of the pod, not of the Service.',
    },
    'a rule that denies': {
      given: [
        ...tree,
        policy({ action: 'DENY', rules: [{ from: [{ source: { namespaces: ['blog'] } }] }] }),
        policy({ rules: [{}] }, 'all'),
      ],
      says: `${refused}: spec.rules[0] denies it`,
    },
    'pods of which nobody says that they have a sidecar': {
      given: [...tree.slice(1), policy({})],
      says: `${refused}: no rule allows it`,
    },
    'a gateway that lets nobody in': {
      given: [
        deployment({ namespace: 'istio-system', name: 'gateway', labels: { istio: 'ingressgateway' } }),
        kube(
          'networking.istio.io/v1/Gateway',
          { namespace, name: 'public' },
          { spec: { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 443 } }] } },
        ),
        kube('security.istio.io/v1/AuthorizationPolicy', { namespace: 'istio-system', name: 'deny' }, { spec: {} }),
      ],
      says: 'Anybody outside is refused by Deployment istio-system/gateway on port 443 (Gateway public listens there): no rule allows it',
    },
    'methods on a port without HTTP': {
      given: [meshed(namespace), web(), ...was('tcp-binary'), policy({ rules: [{ to: [{ operation: { methods: ['GET'] } }] }] })],
      says: `${refused}: spec.rules[0] has conditions on HTTP, and the port carries none`,
    },
  },
});
