import { mistake, object } from './apps.ts';
import { addon, clusterChart, installs, release } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace, deployment } from './pieces.ts';
import { policy, registry, kyverno, web, falco, rule, projects } from './clusters-policies-parts.ts';

/** What is let in, watched and delivered. */
export const clusterPolicies: readonly Mistake[] = [
  mistake(
    'The policy wants images of a registry without its port, which all images have',
    'policy-admits-tree',
    { 'app1/policy.yaml': registry('harbor.local.dev/*'), 'app1/web.yaml': web('harbor.local.dev:8443/library/web:1.4.0') },
    'app1/policy.yaml',
    [['harbor.local.dev/*', 'harbor.local.dev:8443/*']],
  ),
  mistake(
    'The exclusions of a policy stand where Kyverno does not look',
    'schema-unknown-field',
    {
      'app1/policy.yaml': registry('harbor.local.dev:8443/*').replace(
        'exclude: { any: [{ resources: { namespaces: [kube-system, cilium-system, kyverno] } }] }',
        'exclude: { namespaces: [kube-system, cilium-system, kyverno] }',
      ),
    },
    'app1/policy.yaml',
    [
      [
        'exclude: { namespaces: [kube-system, cilium-system, kyverno] }',
        'exclude: { any: [{ resources: { namespaces: [kube-system, cilium-system, kyverno] } }] }',
      ],
    ],
  ),
  mistake(
    'A policy about labels of pods is matched against Deployments only, and misses the label of their pods',
    'policy-acts',
    {
      'app1/policy.yaml': policy(
        'require-labels',
        `    - name: labels
      match: { any: [{ resources: { kinds: [pods] } }] }
      validate:
        failureAction: Audit
        message: Pods have the labels app and version.
        pattern: { metadata: { labels: { app: '?*', version: '?*' } } }`,
      ),
    },
    'app1/policy.yaml',
    [['kinds: [pods]', 'kinds: [Pod]']],
  ),
  mistake(
    'An exception from a policy names a rule that the policy does not have',
    'policy-exception-fits',
    {
      'app1/policy.yaml': documents(
        registry('harbor.local.dev:8443/*'),
        object(
          'kyverno.io/v2',
          'PolicyException',
          'debug-tools',
          'app',
          `spec:
  exceptions: [{ policyName: require-harbor-registry, ruleNames: [check-registry] }]
  match: { any: [{ resources: { kinds: [Pod], namespaces: [app], names: ['debug-*'] } }] }`,
        ),
      ),
    },
    'app1/policy.yaml',
    [['ruleNames: [check-registry]', 'ruleNames: [registry]']],
  ),
  mistake(
    'Exceptions are written, and Kyverno is not told to read them',
    'policy-exception-fits',
    {
      'app1/policy.yaml': documents(
        namespace('app'),
        registry('harbor.local.dev:8443/*'),
        object(
          'kyverno.io/v2',
          'PolicyException',
          'debug-tools',
          'app',
          `spec:
  exceptions: [{ policyName: require-harbor-registry, ruleNames: [registry] }]
  match: { any: [{ resources: { kinds: [Pod], namespaces: [app], names: ['debug-*'] } }] }`,
        ),
      ),
      'app1/kyverno.yaml': kyverno('admissionController: { replicas: 1 }').replace(
        'name: app1, namespace',
        'server: https://kubernetes.default.svc, namespace',
      ),
    },
    'app1/kyverno.yaml',
    [
      [
        'admissionController: { replicas: 1 }',
        'admissionController: { replicas: 1 }\n        features: { policyExceptions: { enabled: true, namespace: app } }',
      ],
    ],
    { partly: true },
  ),
  mistake(
    'The number of copies of Kyverno stands where charts before version 3 had it',
    'helm-value-known',
    { 'mgmt/app1-kyverno.yaml': kyverno('replicaCount: 1') },
    'mgmt/app1-kyverno.yaml',
    [['replicaCount: 1', 'admissionController: { replicas: 1 }']],
  ),
  mistake(
    'One cluster enforces the policy that its twin only reports',
    'policy-acts',
    {
      'clusters/app1/policy.yaml': registry('harbor.local.dev:8443/*'),
      'clusters/app2/policy.yaml': registry('harbor.local.dev:8443/*').replace('failureAction: Enforce', 'failureAction: Audit'),
      'clusters/app1/web.yaml': web('harbor.local.dev:8443/library/web:1.4.0'),
      'clusters/app2/web.yaml': web('harbor.local.dev:8443/library/web:1.4.0'),
    },
    'clusters/app2/policy.yaml',
    [['failureAction: Audit', 'failureAction: Enforce']],
    { partly: true },
  ),
  mistake(
    'The policy demands limits for CPU that an application of the tree does not set',
    'policy-admits-tree',
    {
      'app1/policy.yaml': policy(
        'require-resources',
        `    - name: resources
      match: { any: [{ resources: { kinds: [Pod] } }] }
      exclude: { any: [{ resources: { namespaces: [kube-system] } }] }
      validate:
        failureAction: Enforce
        message: Containers have requests and limits.
        pattern: { spec: { containers: [{ resources: { requests: { cpu: '?*', memory: '?*' }, limits: { cpu: '?*', memory: '?*' } } }] } }`,
      ),
      'app1/web.yaml': documents(
        namespace('app'),
        deployment(
          'app',
          'web',
          'ghcr.io/example/web:1.0.0',
          8080,
          'resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { memory: 128Mi } }',
        ),
      ),
    },
    'app1/web.yaml',
    [['limits: { memory', 'limits: { cpu: 500m, memory']],
  ),
  mistake(
    'Falco reads the system by a driver that the chart no longer has',
    'helm-values-work',
    falco('driver: { kind: ebpf_probe }\n'),
    'addons/values/falco.yaml',
    [['ebpf_probe', 'modern_ebpf']],
  ),
  mistake(
    'A rule of Falco has no output, and Falco does not start',
    'falco-rules-valid',
    falco(rule('spawned_process and container and proc.name in (sh, bash)', 'priority: WARNING')),
    'addons/values/falco.yaml',
    [['priority: WARNING', 'output: Shell in %container.name\n        priority: WARNING']],
  ),
  mistake(
    'A rule of Falco has a priority that there is not',
    'falco-rules-valid',
    falco(rule('spawned_process and container and proc.name in (sh, bash)').replace('WARNING', 'HIGH')),
    'addons/values/falco.yaml',
    [['priority: HIGH', 'priority: WARNING']],
  ),
  mistake(
    'Alerts of Falco go to a Loki of its own namespace',
    'url-host-exists',
    {
      ...falco("driver: { kind: modern_ebpf }\nfalcosidekick: { enabled: true, config: { loki: { hostport: 'http://loki:3100' } } }\n"),
      ...addon('loki', 'grafana', 'loki', '6.30.1', 'monitoring', 'loki: { auth_enabled: false, useTestSchema: true }\n'),
      'addons/install.sh': installs(
        release('falco', 'falcosecurity', 'falco', '4.21.3', 'falco'),
        release('loki', 'grafana', 'loki', '6.30.1', 'monitoring'),
      ),
    },
    'addons/values/falco.yaml',
    [['http://loki:3100', 'http://loki.monitoring:3100']],
    { partly: true },
  ),
  mistake(
    'The namespace of the agents of Falco lets no agent of the node in',
    'chart-needs-privileges',
    {
      'app1/falco.yaml': documents(
        namespace('falco', 'pod-security.kubernetes.io/enforce: baseline'),
        clusterChart('app1', 'falco', 'falcosecurity', 'falco', '4.21.3', 'falco', 'driver: { kind: modern_ebpf }').replace(
          'name: app1, namespace',
          'server: https://kubernetes.default.svc, namespace',
        ),
      ),
    },
    'app1/falco.yaml',
    [['enforce: baseline', 'enforce: privileged']],
  ),
  mistake(
    'Argo CD is told to speak plain HTTP with a key that is two keys',
    'helm-values-work',
    addon('argocd', 'argo', 'argo-cd', '8.1.0', 'argocd', 'configs:\n  params:\n    server:\n      insecure: true\n'),
    'addons/values/argocd.yaml',
    [['    server:\n      insecure: true', '    server.insecure: true']],
  ),
  mistake(
    'The health check of Applications stands in the values without "configs"',
    'helm-value-known',
    addon(
      'argocd',
      'argo',
      'argo-cd',
      '8.1.0',
      'argocd',
      'cm:\n  resource.customizations.health.argoproj.io_Application: |\n    hs = {}\n    hs.status = "Healthy"\n    return hs\n',
    ),
    'addons/values/argocd.yaml',
    [
      [
        'cm:\n  resource.customizations.health.argoproj.io_Application: |\n    hs = {}\n    hs.status = "Healthy"\n    return hs\n',
        'configs:\n  cm:\n    resource.customizations.health.argoproj.io_Application: |\n      hs = {}\n      hs.status = "Healthy"\n      return hs\n',
      ],
    ],
  ),
  mistake(
    'The project allows the platform cluster only, its Applications go to the others',
    'application-project-allows',
    {
      'mgmt/project.yaml': projects('server: https://kubernetes.default.svc'),
      'mgmt/app1.yaml': kyverno('admissionController: { replicas: 1 }').replace('project: default', 'project: platform'),
    },
    'mgmt/project.yaml',
    [['server: https://kubernetes.default.svc', "server: '*'"]],
  ),
  mistake(
    'The large definitions of a chart are applied by the client, and do not fit its annotation',
    'definitions-server-side',
    {
      'mgmt/stack.yaml': clusterChart(
        'mgmt',
        'kube-prometheus-stack',
        'prometheus-community',
        'kube-prometheus-stack',
        '72.6.2',
        'monitoring',
        'prometheus: { prometheusSpec: { retention: 15d } }',
        'CreateNamespace=true',
      ),
    },
    'mgmt/stack.yaml',
    [['CreateNamespace=true', 'CreateNamespace=true, ServerSideApply=true']],
  ),
  mistake(
    'The key of k8sgpt is read from a Secret under another name than it is fetched',
    'secret-reference-exists',
    {
      'mgmt/k8sgpt.yaml': documents(
        namespace('k8sgpt'),
        object(
          'core.k8sgpt.ai/v1alpha1',
          'K8sGPT',
          'openai',
          'k8sgpt',
          'spec: { version: v0.4.12, ai: { enabled: true, backend: openai, model: gpt-4o-mini, anonymized: true, secret: { name: k8sgpt-openai-secret, key: apiKey } } }',
        ),
        object(
          'external-secrets.io/v1',
          'ExternalSecret',
          'k8sgpt-openai',
          'k8sgpt',
          `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target: { name: k8sgpt-openai, creationPolicy: Owner, deletionPolicy: Retain }
  data: [{ secretKey: apiKey, remoteRef: { key: platform/k8sgpt, property: openai } }]`,
        ),
      ),
    },
    'mgmt/k8sgpt.yaml',
    [['name: k8sgpt-openai-secret', 'name: k8sgpt-openai']],
  ),
];
