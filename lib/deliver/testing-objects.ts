/** A Rollout as synthesis prints it. */
export function rollout(name: string, image: string, replicas = 2): string {
  return [
    'apiVersion: argoproj.io/v1alpha1',
    'kind: Rollout',
    'metadata:',
    `  name: ${name}`,
    '  namespace: blog-system',
    'spec:',
    `  replicas: ${replicas}`,
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: istio-proxy',
    '          image: auto',
    `        - name: ${name}`,
    `          image: ${image}`,
    '',
  ].join('\n');
}
