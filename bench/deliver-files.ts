/** How many files a bench delivers, in how many clusters, and how many of them are another version. */
export interface Stock {
  readonly files: number;
  readonly clusters: number;
  readonly changed: number;
  /** What is in the changed ones: a number that each delivery has to itself. */
  readonly version: number;
}

/**
 * Path and text of every file, as synthesis prints and orders them: a Deployment each, fifty an app, one cluster after the other; the
 * changed ones lie evenly between the others.
 */
export function* stockFiles({ files, clusters, changed, version }: Stock): Generator<readonly [path: string, text: string]> {
  const every = changed === 0 ? Infinity : Math.floor(files / changed);
  const inCluster = Math.ceil(files / clusters);
  for (let index = 0; index < files; index += 1) {
    const isChanged = index % every === 0 && index / every < changed;
    const cluster = Math.floor(index / inCluster);
    const app = `app-${Math.floor((index % inCluster) / 50)}`;
    const path = `cluster-${cluster}/${app}/deployment.web-${index}.yaml`;
    yield [path, deployment(app, `web-${index}`, isChanged ? version : 0)];
  }
}

function deployment(namespace: string, name: string, version: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      containers:
        - name: web
          image: ghcr.io/example/${name}:v${version}
          ports:
            - containerPort: 8080
          resources:
            requests:
              cpu: 50m
              memory: 64Mi
            limits:
              memory: 128Mi
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            runAsNonRoot: true
`;
}
