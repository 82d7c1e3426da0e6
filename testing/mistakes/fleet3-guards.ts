import { app, deployment, mistake } from './apps.ts';
import { documents, namespace } from './pieces.ts';
import type { Mistake } from './mistake.ts';
import { cnp, ccnp, kp, route, graf } from './fleet3-further-parts.ts';

/** Policies of Cilium and Kyverno, and routes of gateways, once more. */
export const fleet3Guards: readonly Mistake[] = [
  mistake(
    'A default deny of the whole cluster leaves out DNS by a label that Cilium does not give',
    'cilium-namespaces-known',
    {
      'app1/p.yaml': documents(
        namespace('app'),
        app('web', 'app', 8080),
        ccnp(
          'default-deny',
          '  endpointSelector: { matchExpressions: [{ key: namespace, operator: NotIn, values: [kube-system] }] }\n  ingress: [{ fromEndpoints: [{}] }]\n  egress: [{ toEndpoints: [{}] }]',
        ),
      ),
    },
    'app1/p.yaml',
    [['key: namespace', 'key: k8s:io.kubernetes.pod.namespace']],
  ),
  mistake(
    'A default deny of the whole cluster leaves out a namespace that is misspelt',
    'cilium-namespaces-known',
    {
      'app1/p.yaml': documents(
        namespace('app'),
        namespace('cilium-system'),
        namespace('velero'),
        app('web', 'app', 8080),
        ccnp(
          'default-deny',
          '  endpointSelector: { matchExpressions: [{ key: k8s:io.kubernetes.pod.namespace, operator: NotIn, values: [kube-system, cilium-sytem, velero] }] }\n  ingress: [{ fromEndpoints: [{}] }]\n  egress: [{ toEndpoints: [{}] }]',
        ),
      ),
    },
    'app1/p.yaml',
    [['cilium-sytem', 'cilium-system']],
  ),
  mistake(
    'A policy names an entity in the plural',
    'cilium-policy-valid',
    {
      'app1/p.yaml': documents(
        namespace('app'),
        app('web', 'app', 8080),
        cnp('web', 'app', '  endpointSelector: { matchLabels: { app: web } }\n  ingress: [{ fromEntities: [remote-nodes] }]'),
      ),
    },
    'app1/p.yaml',
    [['remote-nodes', 'remote-node']],
  ),
  mistake(
    'A policy opens the port by which only the Service is known',
    'flow-passes',
    {
      'app1/p.yaml': documents(
        namespace('app'),
        app('web', 'app', 8080).replace('ports: [{ name: http, port: 8080 }]', 'ports: [{ name: http, port: 80, targetPort: 8080 }]'),
        deployment('client', 'app', 9000, { container: "env: [{ name: WEB_URL, value: 'http://web-service:80' }]" }),
        cnp(
          'web',
          'app',
          "  endpointSelector: { matchLabels: { app: web } }\n  ingress: [{ fromEndpoints: [{ matchLabels: { app: client } }], toPorts: [{ ports: [{ port: '80', protocol: TCP }] }] }]",
        ),
      ),
    },
    'app1/p.yaml',
    [["port: '80'", "port: '8080'"]],
  ),
  mistake(
    'A route replaces a prefix where it matches a whole path',
    'schema-cel',
    graf(
      route(
        '  rules: [{ matches: [{ path: { type: Exact, value: /grafana } }], filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }], backendRefs: [{ name: grafana-service, port: 3000 }] }]',
      ),
    ),
    'mgmt/grafana.yaml',
    [['type: Exact', 'type: PathPrefix']],
  ),
  mistake(
    'The only backend of a route gets a share of nothing',
    'gateway-route-once',
    graf(route('  rules: [{ backendRefs: [{ name: grafana-service, port: 3000, weight: 0 }] }]')),
    'mgmt/grafana.yaml',
    [[', weight: 0', '']],
  ),
  mistake(
    'A route waits longer for its backend than for the whole',
    'schema-cel',
    graf(route('  rules: [{ timeouts: { request: 5s, backendRequest: 30s }, backendRefs: [{ name: grafana-service, port: 3000 }] }]')),
    'mgmt/grafana.yaml',
    [['backendRequest: 30s', 'backendRequest: 3s']],
  ),
  mistake(
    'A filter of a route is described under the name of another',
    'schema-cel',
    graf(
      route(
        '  rules: [{ filters: [{ type: RequestHeaderModifier, responseHeaderModifier: { set: [{ name: X-A, value: b }] } }], backendRefs: [{ name: grafana-service, port: 3000 }] }]',
      ),
    ),
    'mgmt/grafana.yaml',
    [['responseHeaderModifier', 'requestHeaderModifier']],
  ),
  mistake(
    'Two routes of a Gateway take the same host and path',
    'gateway-route-once',
    {
      ...graf(route('  rules: [{ backendRefs: [{ name: grafana-service, port: 3000 }] }]')),
      'mgmt/other.yaml': documents(
        namespace('web'),
        app('web', 'web', 8080),
        route('  rules: [{ backendRefs: [{ name: web-service, port: 8080 }] }]').replace(
          'name: grafana, namespace: monitoring',
          'name: web, namespace: web',
        ),
      ),
    },
    'mgmt/other.yaml',
    [['hostnames: [grafana.mgmt', 'hostnames: [web.mgmt']],
  ),
  mistake(
    'A mutation of Kyverno has an anchor of validation',
    'kyverno-policy-valid',
    {
      'app1/p.yaml': kp(
        '    - name: pull\n      match: { any: [{ resources: { kinds: [Pod] } }] }\n      mutate: { patchStrategicMerge: { spec: { =(imagePullSecrets): [{ name: harbor }] } } }',
      ),
    },
    'app1/p.yaml',
    [['=(imagePullSecrets)', '+(imagePullSecrets)']],
  ),
  mistake(
    'Kyverno demands a label that the Deployments of the tree lack',
    'policy-admits-objects',
    {
      'app1/app.yaml': documents(namespace('app'), app('web', 'app', 8080)),
      'app1/p.yaml': kp(
        "    - name: team\n      match: { any: [{ resources: { kinds: [Deployment] } }] }\n      validate:\n        failureAction: Enforce\n        message: m\n        pattern: { metadata: { labels: { team: '?*' } } }",
      ),
    },
    'app1/app.yaml',
    [['labels: { app: web } }\nspec:\n  replicas', 'labels: { app: web, team: a } }\nspec:\n  replicas']],
  ),
  mistake(
    'A rule of Kyverno validates in two ways',
    'kyverno-policy-valid',
    {
      'app1/p.yaml': kp(
        "    - name: team\n      match: { any: [{ resources: { kinds: [Pod] } }] }\n      validate: { failureAction: Enforce, message: m, pattern: { metadata: { labels: { a: '?*' } } }, anyPattern: [{ metadata: { labels: { b: '?*' } } }] }",
      ),
    },
    'app1/p.yaml',
    [[", anyPattern: [{ metadata: { labels: { b: '?*' } } }]", '']],
  ),
  mistake(
    'Two rules of a policy have one name',
    'kyverno-policy-valid',
    {
      'app1/p.yaml': kp(
        "    - name: team\n      match: { any: [{ resources: { kinds: [Pod] } }] }\n      validate: { failureAction: Enforce, message: m, pattern: { metadata: { labels: { a: '?*' } } } }\n    - name: team\n      match: { any: [{ resources: { kinds: [Pod] } }] }\n      validate: { failureAction: Enforce, message: m, pattern: { metadata: { labels: { b: '?*' } } } }",
      ),
    },
    'app1/p.yaml',
    [
      [
        '    - name: team\n      match: { any: [{ resources: { kinds: [Pod] } }] }\n      validate: { failureAction: Enforce, message: m, pattern: { metadata: { labels: { b',
        '    - name: other\n      match: { any: [{ resources: { kinds: [Pod] } }] }\n      validate: { failureAction: Enforce, message: m, pattern: { metadata: { labels: { b',
      ],
    ],
  ),
  mistake(
    'The webhook of a policy is to wait a minute',
    'kyverno-policy-valid',
    {
      'app1/p.yaml': kp(
        "    - name: team\n      match: { any: [{ resources: { kinds: [Pod] } }] }\n      validate: { failureAction: Enforce, message: m, pattern: { metadata: { labels: { a: '?*' } } } }",
        'webhookTimeoutSeconds: 60',
      ),
    },
    'app1/p.yaml',
    [['60', '30']],
  ),
];
