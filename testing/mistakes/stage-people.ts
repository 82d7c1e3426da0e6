import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const RUNBOOK = 'docs/runbook.md';
const VERIFY = 'scripts/verify.sh';
const ROLLOUT = 'kubectl -n titanium-prod rollout status deployment/user-service-deployment --timeout=120s\n';
const LOGS = 'kubectl -n titanium-prod logs deployment/blog-service-deployment -c blog-service\n';

function guide(name: string, caughtBy: string, line: string, more: Partial<Mistake> = {}): Mistake {
  return slip({ name, caughtBy, markdown: true, ...more }, [[RUNBOOK, LOGS, `${LOGS}${line}\n`]]);
}

function script(name: string, caughtBy: string, line: string, more: Partial<Mistake> = {}): Mistake {
  return slip({ name, caughtBy, ...more }, [[VERIFY, ROLLOUT, `${ROLLOUT}${line}\n`]]);
}

const LOCAL = 'k8s-manifests/overlays/local';
const OVERLAY = {
  [`${LOCAL}/kustomization.yaml`]: `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: titanium-local
resources: [../../base, namespace.yaml, data.yaml]
patches:
  - path: door.yaml
  - path: user-service.yaml
`,
  [`${LOCAL}/namespace.yaml`]: 'apiVersion: v1\nkind: Namespace\nmetadata: { name: titanium-local, labels: { environment: local } }\n',
  [`${LOCAL}/door.yaml`]:
    'apiVersion: v1\nkind: Service\nmetadata: { name: load-balancer-service }\nspec:\n  type: NodePort\n  ports: [{ name: http, port: 7100, targetPort: 7100, nodePort: 30700 }]\n',
  [`${LOCAL}/user-service.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: { name: user-service-deployment }
spec:
  replicas: 1
  strategy: { type: Recreate }
  template:
    spec:
      securityContext: { fsGroup: 10001 }
      containers:
        - name: user-service
          env: [{ name: DATABASE_PATH, value: /data/users.db }]
          volumeMounts: [{ name: data, mountPath: /data }]
      volumes: [{ name: data, persistentVolumeClaim: { claimName: user-service-data-pvc } }]
`,
  [`${LOCAL}/data.yaml`]: `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: user-service-data-pvc }
spec: { accessModes: [ReadWriteOnce], storageClassName: standard, resources: { requests: { storage: 100Mi } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: user-service-db-backup }
spec:
  schedule: "0 0 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        metadata: { labels: { app: user-service-db-backup } }
        spec:
          restartPolicy: Never
          securityContext: { runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001 }
          containers:
            - name: copy
              image: alpine:3.19.1
              command: [sh, -c, 'set -e; cp /data/users.db "/backup/users-$(date +%F).db"']
              resources: { requests: { cpu: 50m, memory: 32Mi }, limits: { cpu: 100m, memory: 64Mi } }
              volumeMounts: [{ name: data, mountPath: /data, readOnly: true }, { name: backup, mountPath: /backup }]
          volumes:
            - { name: data, persistentVolumeClaim: { claimName: user-service-data-pvc } }
            - { name: backup, persistentVolumeClaim: { claimName: user-service-backup } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: user-service-backup }
spec: { accessModes: [ReadWriteOnce], storageClassName: standard, resources: { requests: { storage: 1Gi } } }
`,
} as const;

function local(name: string, caughtBy: string, file: string, right: string, wrong: string, more: Partial<Mistake> = {}): Mistake {
  const key = `${LOCAL}/${file}`;
  return slip({ name, caughtBy, mended: OVERLAY, ...more }, [[key, right, wrong]], OVERLAY);
}

/** What people type and run, and the machine of a developer. */
export const stagePeople: readonly Mistake[] = [
  guide('A guide syncs an Application that has another name', 'command-names-exist', 'argocd app sync titanium'),
  guide(
    'A guide runs a command in a pod that is a Service',
    'command-reaches-pods',
    'kubectl -n titanium-prod exec -it redis-service -- redis-cli ping',
  ),
  guide(
    'A guide sets the image of a container that is called otherwise',
    'command-reaches-pods',
    'kubectl -n titanium-prod set image deployment/blog-service-deployment blog=acme/blog-service:main-19bd713',
  ),
  guide(
    'A guide scales a Deployment that the autoscaler scales',
    'command-undone',
    'kubectl -n titanium-prod scale deployment/blog-service-deployment --replicas=4',
  ),
  guide(
    'A guide reads logs of a container that the pod does not have',
    'command-fits-pods',
    'kubectl -n titanium-prod logs deployment/blog-service-deployment -c istio-sidecar',
  ),
  guide(
    'A guide reads the logs of Promtail by a label of its older chart',
    'command-reaches-pods',
    'kubectl -n monitoring logs -l app=promtail --tail=50',
  ),
  guide(
    'A guide forwards Prometheus by the name that the pods of its operator have not',
    'command-names-exist',
    'kubectl -n monitoring port-forward svc/prometheus-operated-server 9090:9090',
  ),
  guide(
    'A guide restarts the control plane under its older name',
    'command-reaches-pods',
    'kubectl -n istio-system rollout restart deployment/istio-pilot',
  ),
  guide(
    'A guide reads a quota that has another name',
    'command-names-exist',
    'kubectl -n titanium-prod describe resourcequota titanium-quota',
  ),
  guide(
    'A guide reads a password from a Secret that has another name',
    'command-names-exist',
    "kubectl -n monitoring get secret prometheus-grafana -o jsonpath='{.data.admin-password}' | base64 -d",
    { missed: 'which Secrets a chart makes is known only where values name them' },
  ),
  guide('A guide installs the mesh by hand over what Argo CD installs', 'command-undone', 'istioctl install --set profile=demo -y'),
  guide('A guide opens the site at a node port that was changed', 'node-address-port', 'curl http://10.0.11.168:30700/lb-health'),
  script(
    'A script waits for a condition that Deployments do not have',
    'wait-condition-known',
    'kubectl -n titanium-prod wait --for=condition=ready deployment/blog-service-deployment --timeout=120s',
  ),
  script(
    'A script waits for a condition that pods do not have',
    'wait-condition-known',
    'kubectl -n titanium-prod wait --for=condition=available pod -l app=blog-service --timeout=120s',
  ),
  script(
    'A script waits for the rollout of what is a StatefulSet',
    'command-names-exist',
    'kubectl -n titanium-prod rollout status deployment/postgresql --timeout=120s',
  ),
  script(
    'A script asks for a table that the first script does not make',
    'command-reaches-pods',
    "kubectl -n titanium-prod exec postgresql-0 -c postgresql -- psql -U titanium -d titanium -c 'SELECT count(*) FROM blog_posts'",
  ),
  script('A script calls itself by a port that it has not forwarded', 'node-address-port', 'curl -fsS http://localhost:9090/-/ready', {
    missed: 'who runs the script may have forwarded the port',
  }),
  slip({ name: 'A script of the simple shell counts as the large one does', caughtBy: 'shell-dialect' }, [], {
    'scripts/load.sh': '#!/bin/sh\nset -eu\nfor i in {1..50}; do\n  curl -fsS -o /dev/null http://10.0.11.168:31304/lb-health\ndone\n',
  }),
  slip({ name: 'A script of the simple shell compares in double brackets', caughtBy: 'shell-dialect' }, [], {
    'scripts/load.sh': '#!/bin/sh\nset -eu\nif [[ "$1" == "prod" ]]; then\n  curl -fsS http://10.0.11.168:31304/lb-health\nfi\n',
  }),
  slip({ name: 'A script encodes the end of the line with the password', caughtBy: 'shell-encodes-plain' }, [], {
    'scripts/secret.sh': `#!/usr/bin/env bash
set -euo pipefail
PASSWORD=$(pass titanium/postgres | tail -1)
cat <<YAML | kubectl apply -f -
apiVersion: v1
kind: Secret
metadata: { name: postgresql-secret, namespace: titanium-prod }
data:
  POSTGRES_PASSWORD: $(echo "$PASSWORD" | base64)
YAML
`,
  }),
  slip({ name: 'The state of Terraform is kept where a variable says, which Terraform refuses', caughtBy: 'terraform-values-fit' }, [
    [
      'terraform/main.tf',
      '  required_version = ">= 1.5.0"\n',
      '  required_version = ">= 1.5.0"\n  backend "s3" {\n    bucket = var.state_bucket\n    key    = "titanium.tfstate"\n  }\n',
    ],
    [
      'terraform/variables.tf',
      'variable "vpc_cidr"',
      'variable "state_bucket" {\n  type    = string\n  default = "titanium-state"\n}\n\nvariable "vpc_cidr"',
    ],
  ]),
  slip({ name: 'The values of Terraform set a variable that has another name', caughtBy: 'terraform-values-fit' }, [], {
    'terraform/terraform.tfvars': 'vpc_cidr_block = "10.0.0.0/16"\n',
  }),
  slip({ name: 'A script reads an output that Terraform does not give', caughtBy: 'terraform-output-declared' }, [], {
    'scripts/cluster.sh': '#!/usr/bin/env bash\nset -euo pipefail\ncd terraform\nterraform output -raw master_ip\n',
  }),
  slip({ name: 'The default of a variable is of another type', caughtBy: 'terraform-values-fit' }, [
    [
      'terraform/modules/network/variables.tf',
      'variable "private_subnets" {\n  type = list(string)\n',
      'variable "private_subnets" {\n  type    = list(string)\n  default = "10.0.11.0/24"\n',
    ],
  ]),
  slip({ name: 'A module is not given what it asks for', caughtBy: 'terraform-references-declared' }, [
    ['terraform/main.tf', '  private_subnets = ["10.0.11.0/24", "10.0.12.0/24", "10.0.13.0/24"]\n', ''],
  ]),
  slip({ name: 'A resource of a counted set is named without its number', caughtBy: 'terraform-values-fit' }, [
    [
      'terraform/modules/network/outputs.tf',
      'value = openstack_networking_network_v2.main.id',
      'value = openstack_networking_subnet_v2.private.id',
    ],
  ]),
  slip(
    {
      name: 'A guide opens a Service in Minikube that has another name',
      caughtBy: 'command-names-exist',
      markdown: true,
      mended: { ...OVERLAY, [RUNBOOK]: null },
    },
    [[RUNBOOK, LOGS, `${LOGS}minikube service load-balancer -n titanium-local\n`]],
    OVERLAY,
  ),
  local('The node port lies outside the range of node ports', 'schema-valid', 'door.yaml', 'nodePort: 30700', 'nodePort: 7100'),
  local('The door of the developer is a node port of a Service that stays inside', 'schema-valid', 'door.yaml', '  type: NodePort\n', ''),
  local('The copy is taken of a file that has another name', 'claim-files-agree', 'data.yaml', 'cp /data/users.db', 'cp /data/user.db'),
  local(
    'The copy reads from a claim that has another name',
    'pod-references-exist',
    'data.yaml',
    '{ name: data, persistentVolumeClaim: { claimName: user-service-data-pvc } }',
    '{ name: data, persistentVolumeClaim: { claimName: user-service-pvc } }',
  ),
  local(
    'The file of the database lies beside the volume',
    'file-database-single',
    'user-service.yaml',
    'value: /data/users.db',
    'value: /app/users.db',
  ),
  local('The claim is smaller than a unit would make it', 'schema-valid', 'data.yaml', 'storage: 100Mi', 'storage: 100M1'),
  local('The schedule of the copy has a field too many', 'schema-valid', 'data.yaml', '"0 0 * * *"', '"0 0 0 * * *"'),
  local(
    'The copies are written to the volume of the data',
    'backup-elsewhere',
    'data.yaml',
    '{ name: backup, persistentVolumeClaim: { claimName: user-service-backup } }',
    '{ name: backup, persistentVolumeClaim: { claimName: user-service-data-pvc } }',
  ),
];
