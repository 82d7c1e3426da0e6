import { beside, drop, gone, mutationsOf, push, set, write } from './mutation.ts';

const SYNC = 'metadata.annotations["argocd.argoproj.io/sync-wave"]';

/** Argo CD and Argo Rollouts. */
export const delivery = [
  ...mutationsOf('today', {
    'Rollout/web': {
      'a subset that is not there': [
        set('spec.strategy.canary.trafficRouting.istio.destinationRule.canarySubsetName', 'cannary'),
        'rollout-subsets-exist',
      ],
      'another VirtualService': [set('spec.strategy.canary.trafficRouting.istio.virtualService.name', 'web-vs'), 'rollout-objects-exist'],
      'a route of another name': [
        set('spec.strategy.canary.trafficRouting.istio.virtualService.routes[0]', 'default'),
        'rollout-routes-exist',
      ],
      'another DestinationRule': [
        set('spec.strategy.canary.trafficRouting.istio.destinationRule.name', 'web-rule'),
        'rollout-objects-exist',
      ],
      'steps that go back': [set('spec.strategy.canary.steps[2].setWeight', 5), 'canary-steps'],
      'no pause between weights': [drop('spec.strategy.canary.steps[1]'), 'canary-waits'],
      'an analysis that nobody wrote': [
        push('spec.strategy.canary.steps', { analysis: { templates: [{ templateName: 'success-rate' }] } }),
        'analysis-runs',
      ],
      'two strategies': [set('spec.strategy.blueGreen', { activeService: 'web-service' }), 'rollout-strategy-works', 'schema-valid'],
      'replicas beside the autoscaler': [
        set('spec.replicas', 2),
        'replicas-left-to-scaler',
        'argocd-ignores-runtime-fields',
        'out-of-sync-forecast',
      ],
      'half of the visitors first': [set('spec.strategy.canary.steps[0].setWeight', 50), 'canary-steps'],
      'stable and canary swapped': [
        set('spec.strategy.canary.trafficRouting.istio.destinationRule.stableSubsetName', 'canary'),
        'rollout-subsets-exist',
        'rollout-strategy-works',
      ],
    },
    'Application/blog-system': {
      'the rewritten routes not ignored': [drop('spec.ignoreDifferences[0]'), 'argocd-ignores-runtime-fields'],
      'the rewritten labels not ignored': [drop('spec.ignoreDifferences[1]'), 'argocd-ignores-runtime-fields'],
      'nothing ignored': [drop('spec.ignoreDifferences'), 'argocd-ignores-runtime-fields'],
      'ignored, and written all the same': [
        drop('spec.syncPolicy.syncOptions'),
        'argocd-respects-ignores',
        'argocd-ignores-runtime-fields',
      ],
      'the option misspelt': [
        set('spec.syncPolicy.syncOptions[0]', 'RespectIgnoreDifference=true'),
        'sync-words-known',
        'argocd-respects-ignores',
      ],
      'an entry about nothing': [set('spec.ignoreDifferences[0].name', 'web-vs'), 'argocd-ignore-matches', 'argocd-ignores-runtime-fields'],
      'the place of another route': [
        set('spec.ignoreDifferences[0].jsonPointers', ['/spec/http/3/route']),
        'argocd-ignore-matches',
        'argocd-ignores-runtime-fields',
      ],
      'a folder that is not there': [set('spec.source.path', 'homelab/blog'), 'application-source-exists', 'manifests-applied'],
      'a project that is not there': [set('spec.project', 'blogs'), 'application-project-allows'],
      'a project that does not allow it': [set('spec.project', 'platform'), 'application-project-allows'],
      'another repository': [
        set('spec.source.repoURL', 'https://github.com/wlals2/manifests.git'),
        'application-project-allows',
        'application-source-exists',
      ],
      'another namespace': [set('spec.destination.namespace', 'blog'), 'application-project-allows'],
      'a wave that is no number': [set(SYNC, 'last'), 'sync-words-known'],
      'before what it needs': [set(SYNC, '5'), 'definition-comes-first', 'needed-comes-first'],
    },
    'Application/metallb-pools': {
      'before its definitions': [set(SYNC, '10'), 'definition-comes-first'],
    },
    'Application/argo-rollouts': {
      'after the Rollouts': [set(SYNC, '70'), 'definition-comes-first'],
      'left out': [gone, 'crd-installed', 'definition-comes-first'],
    },
    'Application/istio-base': {
      'after the objects of the mesh': [set(SYNC, '65'), 'definition-comes-first'],
    },
    'Application/longhorn': {
      'after the claims': [set(SYNC, '70'), 'needed-comes-first', 'definition-comes-first'],
      'a repository that the project does not know': [
        set('spec.source.repoURL', 'https://charts.longhorn.com'),
        'application-project-allows',
      ],
      'any version': [set('spec.source.targetRevision', '*'), 'chart-version-pinned'],
    },
    'Application/loki': {
      'a range of versions': [set('spec.source.targetRevision', '6.x'), 'chart-version-pinned'],
      'installed twice': [
        beside(
          '{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: blog-again, namespace: argocd}, spec: {project: blog, source: {repoURL: https://github.com/wlals2/k8s-manifests.git, path: homelab/blog-system, targetRevision: HEAD}, destination: {server: https://kubernetes.default.svc, namespace: blog-system}}}',
        ),
        'one-application-per-object',
      ],
    },
    'Application/monitoring': {
      'a folder off by a letter': [set('spec.source.path', 'homelab/monitorin'), 'application-source-exists', 'manifests-applied'],
    },
    'AppProject/blog': {
      'left out': [gone, 'application-project-allows'],
      'a kind that is not allowed': [drop('spec.namespaceResourceWhitelist[0]'), 'application-project-allows'],
      'no namespaces of its own': [drop('spec.clusterResourceWhitelist[0]'), 'application-project-allows'],
      'another destination': [set('spec.destinations[0].namespace', 'blog'), 'application-project-allows'],
    },
    'HorizontalPodAutoscaler/web-hpa': {
      'two for one program': [
        beside(
          '{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web-again, namespace: blog-system}, spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web}, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]}}',
        ),
        'one-scaler-per-target',
      ],
    },
    'PriorityClass/database': {
      'after the pods that need it': [set('metadata.annotations', { 'argocd.argoproj.io/sync-wave': '5' }), 'needed-comes-first'],
    },
    'ConfigMap/was-config': {
      'after the pods that need it': [set('metadata.annotations', { 'argocd.argoproj.io/sync-wave': '3' }), 'needed-comes-first'],
      'twice in the tree': [
        beside(
          '{apiVersion: v1, kind: ConfigMap, metadata: {name: was-config, namespace: blog-system}, data: {SPRING_DATASOURCE_USERNAME: root}}',
        ),
        'object-defined-once',
      ],
      'exported from a cluster': [set('metadata.resourceVersion', '48151623'), 'runtime-state-left-out'],
      'a sync option misspelt': [set('metadata.annotations', { 'argocd.argoproj.io/sync-options': 'Prunes=false' }), 'sync-words-known'],
    },
    'Deployment/mysql-exporter': {
      'the state of a cluster': [
        write('spec:\n  replicas: 1', 'status:\n  availableReplicas: 1\nspec:\n  replicas: 1'),
        'runtime-state-left-out',
      ],
    },
  }),
  ...mutationsOf('shop', {
    'Deployment/orders': {
      'replicas beside the autoscaler': [set('spec.replicas', 3), 'replicas-left-to-scaler', 'argocd-ignores-runtime-fields'],
    },
    'Application/shop': {
      'a folder of another stage': [set('spec.source.path', 'shop-prd/shop'), 'application-source-exists'],
      'no project': [set('spec.project', 'default-shop'), 'application-project-allows'],
    },
  }),
];
