import { app, mistake, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import { documents, namespace, folder } from './pieces.ts';
import type { Mistake } from './mistake.ts';
import { kp } from './fleet3-parts.ts';

/** Policies of Kyverno and projects of Argo CD. */
export const fleet3Projects: readonly Mistake[] = [
  mistake(
    'Kyverno generates policies of Cilium without the right to',
    'kyverno-rules-reach',
    {
      'mgmt/app1-kyverno.yaml': clusterChart(
        'app1',
        'kyverno',
        'kyverno',
        'kyverno',
        '3.5.2',
        'kyverno',
        'admissionController: { replicas: 1 }',
      ),
      'app1/policy.yaml': kp(
        'default-deny',
        `    - name: default-deny
      match: { any: [{ resources: { kinds: [Namespace] } }] }
      exclude: { any: [{ resources: { namespaces: [kube-system] } }] }
      generate:
        generateExisting: true
        synchronize: true
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        name: default-deny
        namespace: '{{request.object.metadata.name}}'
        data: { spec: { endpointSelector: {}, ingress: [{}] } }`,
      ),
    },
    'mgmt/app1-kyverno.yaml',
    [
      [
        'admissionController: { replicas: 1 }',
        'admissionController: { replicas: 1 }\n        backgroundController: { rbac: { clusterRole: { extraResources: [{ apiGroups: [cilium.io], resources: [ciliumnetworkpolicies], verbs: [create, get, list, watch, update, delete] }] } } }',
      ],
    ],
    { partly: true },
  ),
  mistake(
    'A policy is for namespaces with a label that none has',
    'kyverno-rules-reach',
    {
      'app1/app.yaml': documents(namespace('app', 'team: web'), namespace('shop', 'team: shop'), app('web', 'app', 8080)),
      'app1/policy.yaml': kp(
        'require-labels',
        `    - name: labels
      match: { any: [{ resources: { kinds: [Pod], namespaceSelector: { matchLabels: { tier: workload } } } }] }
      validate:
        failureAction: Enforce
        message: Pods have the label app.
        pattern: { metadata: { labels: { app: '?*' } } }`,
      ),
    },
    'app1/policy.yaml',
    [['matchLabels: { tier: workload }', 'matchLabels: { team: web }']],
  ),
  mistake(
    'The namespace that a policy is to leave out is misspelt',
    'kyverno-policy-sound',
    {
      'app1/app.yaml': documents(namespace('app'), namespace('cilium-system'), namespace('velero'), app('web', 'app', 8080)),
      'app1/policy.yaml': kp(
        'require-labels',
        `    - name: labels
      match: { any: [{ resources: { kinds: [Pod] } }] }
      exclude: { any: [{ resources: { namespaces: [kube-system, cillium-system, velero] } }] }
      validate:
        failureAction: Enforce
        message: Pods have the label app.
        pattern: { metadata: { labels: { app: '?*' } } }`,
      ),
    },
    'app1/policy.yaml',
    [['cillium-system', 'cilium-system']],
  ),
  mistake(
    'A policy asks who sends the request, and is to run in the background, where nobody does',
    'kyverno-policy-sound',
    {
      'app1/policy.yaml': kp(
        'block-delete',
        `    - name: only-platform
      match: { any: [{ resources: { kinds: [ConfigMap], names: [cluster-inventory] } }] }
      validate:
        failureAction: Enforce
        message: 'The inventory is written by Argo CD, not by {{request.userInfo.username}}.'
        deny: { conditions: { all: [{ key: '{{request.userInfo.username}}', operator: NotEquals, value: 'system:serviceaccount:kube-system:argocd-manager' }] } }`,
      ),
    },
    'app1/policy.yaml',
    [['background: true', 'background: false']],
  ),
  mistake(
    'The controllers for which Kyverno writes rules of its own are named in the plural',
    'kyverno-rules-reach',
    {
      'app1/policy.yaml': kp(
        'require-labels',
        `    - name: labels
      match: { any: [{ resources: { kinds: [Pod] } }] }
      validate:
        failureAction: Enforce
        message: Pods have the label app.
        pattern: { metadata: { labels: { app: '?*' } } }`,
        '  annotations: { pod-policies.kyverno.io/autogen-controllers: "Deployments,StatefulSets" }\n',
      ),
    },
    'app1/policy.yaml',
    [['"Deployments,StatefulSets"', '"Deployment,StatefulSet"']],
  ),
  mistake(
    'A window for syncs lasts a day in a unit that Go does not have',
    'sync-window-works',
    {
      'mgmt/project.yaml': object(
        'argoproj.io/v1alpha1',
        'AppProject',
        'platform',
        'argocd',
        `spec:
  sourceRepos: ['*']
  destinations: [{ server: '*', namespace: '*' }]
  clusterResourceWhitelist: [{ group: '*', kind: '*' }]
  syncWindows: [{ kind: deny, schedule: '0 22 * * 5', duration: 2d, applications: ['*'], manualSync: true, timeZone: Asia/Seoul }]`,
      ),
    },
    'mgmt/project.yaml',
    [['duration: 2d', 'duration: 48h']],
  ),
  mistake(
    'A role of a project has the rights of another project: it was renamed',
    'project-role-works',
    {
      'mgmt/project.yaml': object(
        'argoproj.io/v1alpha1',
        'AppProject',
        'platform',
        'argocd',
        `spec:
  sourceRepos: ['*']
  destinations: [{ server: '*', namespace: '*' }]
  clusterResourceWhitelist: [{ group: '*', kind: '*' }]
  roles: [{ name: ci, policies: ['p, proj:fleet:ci, applications, sync, platform/*, allow'], groups: [platform-ci] }]`,
      ),
    },
    'mgmt/project.yaml',
    [['proj:fleet:ci', 'proj:platform:ci']],
  ),
  mistake(
    'A project forbids the quota that its Application brings',
    'application-project-allows',
    {
      'mgmt/project.yaml': object(
        'argoproj.io/v1alpha1',
        'AppProject',
        'teams',
        'argocd',
        `spec:
  sourceRepos: ['*']
  destinations: [{ server: '*', namespace: '*' }]
  namespaceResourceBlacklist: [{ group: '', kind: ResourceQuota }, { group: '', kind: LimitRange }]`,
      ),
      'mgmt/shop.yaml': folder('shop', 'shop', 'teams/shop').replace('project: default', 'project: teams'),
      'teams/shop/web.yaml': documents(
        app('web', 'shop', 8080),
        object(
          'v1',
          'ResourceQuota',
          'shop',
          'shop',
          'spec: { hard: { requests.cpu: "2", requests.memory: 4Gi, limits.cpu: "4", limits.memory: 8Gi } }',
        ),
      ),
    },
    'mgmt/project.yaml',
    [
      [
        "namespaceResourceBlacklist: [{ group: '', kind: ResourceQuota }, { group: '', kind: LimitRange }]",
        "namespaceResourceBlacklist: [{ group: '', kind: LimitRange }]",
      ],
    ],
  ),
];
