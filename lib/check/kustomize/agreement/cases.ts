import { web, service, settings, route, rollout, state, job, policy, base, over, alone, patch, head, type Files } from './files.ts';

/** Trees whose folder `over` is built: what the real program makes of each stands in verdicts.jsonl. */
export const CASES: Readonly<Record<string, Files>> = {
  'a base as it is': over(''),
  'a namespace': over('namespace: prod\n'),
  'a namespace over another': over('namespace: prod\n', {
    'base/kustomization.yaml': `${base['base/kustomization.yaml'] ?? ''}namespace: dev\n`,
  }),
  'a prefix': over('namePrefix: prod-\n'),
  'a suffix': over('nameSuffix: -v2\n'),
  'prefix, suffix and namespace': over('namePrefix: a-\nnameSuffix: -z\nnamespace: prod\n'),
  'prefixes of two layers': over('namePrefix: a-\n', {
    'base/kustomization.yaml': `${base['base/kustomization.yaml'] ?? ''}namePrefix: b-\n`,
  }),
  'one base twice, under two prefixes': {
    ...base,
    'one/kustomization.yaml': 'resources: [../base]\nnamePrefix: one-\nnamespace: one\n',
    'two/kustomization.yaml': 'resources: [../base]\nnamePrefix: two-\nnamespace: two\n',
    'over/kustomization.yaml': 'resources: [../one, ../two]\n',
  },
  'names in kinds that kustomize does not know': alone('resources: [a.yaml]\nnamePrefix: p-\n', {
    'over/a.yaml': [service, route, rollout, settings].join('---\n'),
  }),
  'common labels': over('commonLabels: {team: shop}\n'),
  'labels of objects alone': over('labels: [{pairs: {team: shop}}]\n'),
  'labels with selectors': over('labels: [{pairs: {team: shop, size: "1"}, includeSelectors: true}]\n'),
  'labels with templates': over('labels: [{pairs: {team: shop}, includeTemplates: true}]\n'),
  'labels with selectors, of other kinds': alone('resources: [a.yaml]\nlabels: [{pairs: {x: z}, includeSelectors: true}]\n', {
    'over/a.yaml': [state, job, policy, rollout].join('---\n'),
  }),
  annotations: alone('resources: [a.yaml]\ncommonAnnotations: {note: b}\n', { 'over/a.yaml': [web, state, job, rollout].join('---\n') }),
  'images: tag, name and digest': over(
    'images:\n- {name: ghcr.io/acme/web, newTag: v2}\n- {name: busybox, newName: quay.io/busybox}\n- {name: "localhost:5000/acme/side", digest: "sha256:def"}\n',
  ),
  'images in a Rollout and a CronJob': alone(
    'resources: [a.yaml]\nimages: [{name: acme/was, newTag: v2}, {name: postgres, newName: pg, newTag: "17"}]\n',
    {
      'over/a.yaml': [rollout, job].join('---\n'),
    },
  ),
  'an image that nothing has': over('images: [{name: acme/none, newTag: v2}]\n'),
  replicas: over('replicas: [{name: web, count: 5}]\n'),
  'replicas by the name before a prefix': over('namePrefix: a-\nreplicas: [{name: web, count: 5}]\n'),
  'replicas of nothing': over('replicas: [{name: wep, count: 5}]\n'),
  'replicas of a Rollout': alone('resources: [a.yaml]\nreplicas: [{name: was, count: 5}]\n', { 'over/a.yaml': rollout }),
  'a patch with variables, ports and a container': over(
    patch(
      `${head}spec:\n  replicas: null\n  template:\n    spec:\n      containers:\n        - name: app\n          env: [{name: A, value: '2'}, {name: C, value: '3'}]\n          ports: [{containerPort: 8080, name: web}, {containerPort: 9090, name: metrics}]\n        - {name: new, image: new}\n      tolerations: [{key: b}]`,
    ),
  ),
  'a patch from a file': over('patches: [{path: p.yaml}]\n', { 'over/p.yaml': `${head}spec: {replicas: 7}\n` }),
  'a file of two patches': over('patches: [{path: p.yaml}]\n', {
    'over/p.yaml': `${head}spec: {replicas: 7}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort}\n`,
  }),
  'a patch that deletes an object': over(patch('$patch: delete\napiVersion: v1\nkind: Service\nmetadata: {name: web}')),
  'a patch that deletes a container and a variable': over(
    patch(`${head}spec: {template: {spec: {containers: [{name: side, $patch: delete}, {name: app, env: [{name: A, $patch: delete}]}]}}}`),
  ),
  'a patch that replaces a map': over(patch(`${head}spec: {template: {metadata: {labels: {$patch: replace, x: z}}}}`)),
  'a patch that replaces a list': over(
    patch(`${head}spec: {template: {spec: {volumes: [{$patch: replace}, {name: only, emptyDir: {}}]}}}`),
  ),
  'a patch for every Deployment': over(
    'patches:\n- target: {kind: Deployment}\n  patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: any}\n    spec: {paused: true}\n',
  ),
  'a patch by label': over(
    'patches:\n- target: {labelSelector: "app in (web, x)"}\n  patch: |-\n    - {op: add, path: /metadata/annotations, value: {a: b}}\n',
  ),
  'a patch by a pattern of names': over(
    'patches:\n- target: {name: "w.*", kind: Service}\n  patch: |-\n    - {op: replace, path: /spec/ports/0/port, value: 8080}\n',
  ),
  'a patch by annotation that selects nothing': over(
    'patches:\n- target: {annotationSelector: a=b}\n  patch: |-\n    - {op: remove, path: /spec}\n',
  ),
  'operations of every kind': over(
    'patches:\n- target: {kind: Deployment, name: web}\n  patch: |-\n    - {op: test, path: /spec/replicas, value: 2}\n    - {op: remove, path: /spec/template/spec/volumes/0}\n    - {op: add, path: /spec/template/spec/tolerations/-, value: {key: z}}\n    - {op: add, path: /spec/template/spec/tolerations/0, value: {key: y}}\n    - {op: copy, from: /metadata/labels, path: /metadata/annotations}\n    - {op: move, from: /spec/replicas, path: /spec/minReadySeconds}\n    - {op: add, path: /metadata/labels/a~1b, value: c}\n',
  ),
  'an operation on a field that is not there': over(
    'patches:\n- target: {kind: Deployment, name: web}\n  patch: |-\n    - {op: replace, path: /spec/nothing/here, value: 2}\n',
  ),
  'a patch for an object that is not there': over(patch(`${head.replace('name: web', 'name: wep')}spec: {replicas: 3}`)),
  'a patch for another namespace': over(patch(`${head.replace('name: web', 'name: web, namespace: prod')}spec: {replicas: 3}`)),
  'a patch for the namespace of the base': over(patch(`${head.replace('name: web', 'name: web, namespace: dev')}spec: {replicas: 3}`), {
    'base/kustomization.yaml': `${base['base/kustomization.yaml'] ?? ''}namespace: dev\n`,
  }),
  'a patch by the name with the prefix of the base': over(patch(`${head.replace('name: web', 'name: b-web')}spec: {replicas: 3}`), {
    'base/kustomization.yaml': `${base['base/kustomization.yaml'] ?? ''}namePrefix: b-\n`,
  }),
  'patchesStrategicMerge and patchesJson6902': over(
    'patchesStrategicMerge: [p.yaml]\npatchesJson6902: [{target: {group: apps, version: v1, kind: Deployment, name: web}, path: j.yaml}]\n',
    { 'over/p.yaml': `${head}spec: {replicas: 7}\n`, 'over/j.yaml': '- {op: add, path: /spec/paused, value: true}\n' },
  ),
  'a patch of a Rollout replaces its lists': alone(
    `resources: [a.yaml]\n${patch('apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: was}\nspec: {template: {spec: {containers: [{name: app, image: new}]}}}')}`,
    { 'over/a.yaml': rollout },
  ),
  'a patch that renames': over(
    'patches:\n- options: {allowNameChange: true}\n  target: {kind: Service, name: web}\n  patch: |-\n    apiVersion: v1\n    kind: Service\n    metadata: {name: shop}\n',
  ),
  'a ConfigMap from literals, files and variables': over(
    'configMapGenerator:\n- {name: conf, literals: ["a=1", "b=\'x=y\'", "c="], files: [app.txt, "k=app.txt"], envs: [v.env]}\n',
    { 'over/app.txt': 'line <one>\n& two\n', 'over/v.env': '# note\nX=1\n  Y="q"\n\nZ\n' },
  ),
  'a generated Secret, named in a Deployment': alone(
    'resources: [a.yaml]\nsecretGenerator: [{name: keys, literals: [k=v], type: Opaque}]\nnamePrefix: p-\n',
    {
      'over/a.yaml': [web, job].join('---\n'),
    },
  ),
  'generators without a hash, with labels': alone(
    'generatorOptions: {disableNameSuffixHash: true, labels: {a: b}, annotations: {c: d}, immutable: true}\nconfigMapGenerator: [{name: conf, literals: [a=b], options: {labels: {e: f}}}]\n',
    {},
  ),
  'a generator that merges into a ConfigMap': over('configMapGenerator: [{name: settings, behavior: merge, literals: [c=d]}]\n'),
  'a generator that replaces a generated one': {
    'base/kustomization.yaml': 'configMapGenerator: [{name: conf, literals: [a=b, c=d]}]\n',
    'over/kustomization.yaml': 'resources: [../base]\nconfigMapGenerator: [{name: conf, behavior: replace, literals: [a=z]}]\n',
  },
  'a generator that merges into a generated one': {
    'base/kustomization.yaml':
      'resources: [a.yaml]\nnamespace: x\nconfigMapGenerator: [{name: settings, literals: [a=b, "k10=x", "k9=w"]}]\n',
    'base/a.yaml': web,
    'over/kustomization.yaml':
      'resources: [../base]\nnamePrefix: p-\nconfigMapGenerator: [{name: settings, namespace: x, behavior: merge, literals: [a=z]}]\n',
  },
  'a generator for a name that is there': over('configMapGenerator: [{name: settings, literals: [c=d]}]\n'),
  'a component': over('components: [../extra]\nnamePrefix: p-\n', {
    'extra/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [more.yaml]\n${patch(`${head}spec: {replicas: 9}`)}`,
    'extra/more.yaml': policy,
  }),
  'a component listed as a resource': over('', {
    'over/kustomization.yaml': 'resources: [../extra]\n',
    'extra/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
  }),
  'a file listed twice': alone('resources: [a.yaml, ./a.yaml]\n', { 'over/a.yaml': service }),
  'a file that is not there': alone('resources: [a.yaml, b.yaml]\n', { 'over/a.yaml': service }),
  'a folder without a kustomization': alone('resources: [sub]\n', { 'over/sub/a.yaml': service }),
  'a file outside of the folder': alone('resources: [../a.yaml]\n', { 'a.yaml': service }),
  'a circle': { 'over/kustomization.yaml': 'resources: [../base]\n', 'base/kustomization.yaml': 'resources: [../over]\n' },
  'a field that is none': alone('resource: [a.yaml]\nnamePrefix: a-\n', { 'over/a.yaml': service }),
  'two objects that a namespace makes one': alone('resources: [a.yaml]\nnamespace: x\n', {
    'over/a.yaml': [
      service.replace('{name: web}', '{name: web, namespace: a}'),
      service.replace('{name: web}', '{name: web, namespace: b}'),
    ].join('---\n'),
  }),
  'a replacement': over(
    'replacements:\n- source: {kind: ConfigMap, name: settings, fieldPath: data.b}\n  targets:\n  - select: {kind: Deployment}\n    fieldPaths: ["spec.template.spec.containers.[name=app].env.[name=A].value"]\n  - select: {kind: Ingress}\n    fieldPaths: [spec.rules.0.host]\n    options: {delimiter: ".", index: 0}\n  - select: {kind: Service}\n    fieldPaths: ["metadata.annotations.from"]\n    options: {create: true}\n',
  ),
  'a replacement without a source': over(
    'replacements:\n- source: {kind: ConfigMap, name: none}\n  targets: [{select: {kind: Deployment}, fieldPaths: [metadata.name]}]\n',
  ),
  'settings for another kind': alone('resources: [a.yaml]\nnamePrefix: p-\nconfigurations: [c.yaml]\nreplicas: [{name: was, count: 3}]\n', {
    'over/a.yaml': [rollout, settings, service, route].join('---\n'),
    'over/c.yaml':
      'nameReference:\n- kind: ConfigMap\n  version: v1\n  fieldSpecs: [{kind: Rollout, path: spec/template/spec/containers/envFrom/configMapRef/name}]\n- kind: Service\n  version: v1\n  fieldSpecs: [{kind: VirtualService, path: spec/http/route/destination/host}]\nreplicas:\n- {kind: Rollout, path: spec/replicas, create: true}\n',
  }),
  'an object for the build alone': alone('resources: [a.yaml]\n', {
    'over/a.yaml': [
      service,
      settings.replace('{name: settings}', '{name: settings, annotations: {config.kubernetes.io/local-config: "true"}}'),
    ].join('---\n'),
  }),
  'a list of objects': alone('resources: [a.yaml]\nnamespace: x\n', {
    'over/a.yaml':
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n',
  }),
  bases: { ...base, 'over/kustomization.yaml': 'bases: [../base]\nnamePrefix: p-\n' },
  'a webhook and an API': alone('resources: [a.yaml]\nnamespace: x\nnamePrefix: p-\n', {
    'over/a.yaml': [
      service,
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: hook}\nwebhooks: [{name: a.example.org, clientConfig: {service: {name: web, namespace: other, path: /x}}}, {name: b.example.org, clientConfig: {service: {name: web, path: /x}}}]\n',
      'apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: v1.a.example.org}\nspec: {service: {name: web, namespace: other}, group: a.example.org, version: v1}\n',
    ].join('---\n'),
  }),
  'vars, names in capitals': over(
    'nameprefix: p-\nvars:\n- {name: HOST, objref: {kind: Service, name: web, apiVersion: v1}}\n- {name: B, objref: {kind: ConfigMap, name: settings, apiVersion: v1}, fieldref: {fieldpath: data.b}}\npatches:\n- target: {kind: Deployment}\n  patch: |-\n    - {op: add, path: /spec/template/spec/containers/0/args, value: ["$(HOST).x", "$(B)", "$(OTHER)"]}\n',
  ),
  'a patch of a version without a schema': alone(
    `resources: [a.yaml]\n${patch(`${head.replace('apps/v1', 'extensions/v1beta1')}spec: {template: {spec: {containers: [{name: app, image: new}]}}}`)}`,
    { 'over/a.yaml': web.replace('apps/v1', 'extensions/v1beta1') },
  ),
  'patches without their key': over('patches: [p.yaml]\n', { 'over/p.yaml': web }),
  'nothing at all': { 'over/kustomization.yaml': 'kind: Kustomization\n' },
  'labels where null stands': alone('resources: [a.yaml]\ncommonLabels: {a: b}\n', {
    'over/a.yaml': service.replace('{name: web}', '{name: web, labels: null}').replace('{app: web}', 'null'),
  }),
};
