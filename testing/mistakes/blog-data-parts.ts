import type { Tree } from './mistake.ts';

const mysql = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: mysql-pvc, namespace: blog-system }
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: longhorn
  resources: { requests: { storage: 10Gi } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: mysql, namespace: blog-system }
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector:
    matchLabels: { app: mysql }
  template:
    metadata:
      labels: { app: mysql }
      annotations: { sidecar.istio.io/inject: 'false' }
    spec:
      containers:
        - name: mysql
          image: mysql:8.0
          args: [--character-set-server=utf8mb4, --collation-server=utf8mb4_unicode_ci]
          ports: [{ name: mysql, containerPort: 3306 }]
          env:
            - name: MYSQL_ROOT_PASSWORD
              valueFrom: { secretKeyRef: { name: mysql-secret, key: mysql-root-password } }
            - name: MYSQL_PASSWORD
              valueFrom: { secretKeyRef: { name: mysql-secret, key: mysql-password } }
            - { name: MYSQL_DATABASE, value: boarddb }
            - { name: MYSQL_USER, value: board }
          readinessProbe:
            exec: { command: [sh, -c, 'mysqladmin ping -h 127.0.0.1 -uroot -p"$MYSQL_ROOT_PASSWORD"'] }
            initialDelaySeconds: 20
            timeoutSeconds: 5
          resources: { requests: { cpu: 250m, memory: 512Mi }, limits: { cpu: 500m, memory: 1Gi } }
          volumeMounts: [{ name: data, mountPath: /var/lib/mysql }]
      volumes:
        - name: data
          persistentVolumeClaim: { claimName: mysql-pvc }
---
apiVersion: v1
kind: Service
metadata: { name: mysql-service, namespace: blog-system }
spec:
  selector: { app: mysql }
  ports: [{ name: tcp-mysql, port: 3306, targetPort: 3306 }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: mysql-pdb, namespace: blog-system }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: mysql } }
`;

const exporters = `apiVersion: v1
kind: ConfigMap
metadata: { name: mysql-exporter-config, namespace: blog-system }
data:
  .my.cnf: |
    [client]
    user = root
    host = mysql-service
    port = 3306
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: mysql-exporter, namespace: blog-system }
spec:
  replicas: 1
  selector:
    matchLabels: { app: mysql-exporter }
  template:
    metadata:
      labels: { app: mysql-exporter }
      annotations: { sidecar.istio.io/inject: 'false' }
    spec:
      containers:
        - name: exporter
          image: prom/mysqld-exporter:v0.16.0
          args:
            - --config.my-cnf=/etc/mysql-exporter/.my.cnf
            - --collect.info_schema.tables
            - --collect.info_schema.innodb_metrics
            - --collect.perf_schema.tableiowaits
          env:
            - name: MYSQLD_EXPORTER_PASSWORD
              valueFrom: { secretKeyRef: { name: mysql-secret, key: mysql-root-password } }
          ports: [{ name: metrics, containerPort: 9104 }]
          readinessProbe: { httpGet: { path: /, port: 9104 } }
          resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 200m, memory: 256Mi } }
          volumeMounts: [{ name: config, mountPath: /etc/mysql-exporter, readOnly: true }]
      volumes:
        - name: config
          configMap: { name: mysql-exporter-config }
---
apiVersion: v1
kind: Service
metadata: { name: mysql-exporter, namespace: blog-system, labels: { app: mysql-exporter } }
spec:
  selector: { app: mysql-exporter }
  ports: [{ name: http-metrics, port: 9104, targetPort: 9104 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: nginx-exporter, namespace: blog-system }
spec:
  replicas: 1
  selector:
    matchLabels: { app: nginx-exporter }
  template:
    metadata:
      labels: { app: nginx-exporter }
      annotations: { sidecar.istio.io/inject: 'false' }
    spec:
      containers:
        - name: exporter
          image: nginx/nginx-prometheus-exporter:1.4.0
          args: [--nginx.scrape-uri=http://web-service/stub_status]
          ports: [{ name: metrics, containerPort: 9113 }]
          readinessProbe: { httpGet: { path: /, port: 9113 } }
          resources: { requests: { cpu: 20m, memory: 32Mi }, limits: { cpu: 100m, memory: 64Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx-exporter, namespace: blog-system, labels: { app: nginx-exporter } }
spec:
  selector: { app: nginx-exporter }
  ports: [{ name: http-metrics, port: 9113, targetPort: 9113 }]
`;

const backup = `apiVersion: batch/v1
kind: CronJob
metadata: { name: mysql-backup, namespace: blog-system }
spec:
  # daily at 03:00 KST
  schedule: '0 3 * * *'
  timeZone: Asia/Seoul
  concurrencyPolicy: Forbid
  successfulJobsHistoryLimit: 3
  failedJobsHistoryLimit: 3
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
        metadata:
          labels: { app: mysql-backup }
          annotations: { sidecar.istio.io/inject: 'false' }
        spec:
          restartPolicy: OnFailure
          initContainers:
            - name: dump
              image: mysql:8.0
              command: [bash, -c]
              args:
                - |
                  set -euo pipefail
                  BACKUP_FILE=/backup/mysql-backup-$(date +%Y%m%d-%H%M%S).sql.gz
                  mysqldump -h mysql-service -u root --single-transaction boarddb | gzip > "$BACKUP_FILE"
              env:
                - name: MYSQL_PWD
                  valueFrom: { secretKeyRef: { name: mysql-secret, key: mysql-root-password } }
              resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 512Mi } }
              volumeMounts: [{ name: backup, mountPath: /backup }]
          containers:
            - name: upload
              image: amazon/aws-cli:2.15.0
              command: [sh, -c]
              args:
                - |
                  set -eu
                  aws s3 cp /backup/ s3://example-mysql-backup/ --recursive
              env:
                - name: AWS_ACCESS_KEY_ID
                  valueFrom: { secretKeyRef: { name: aws-s3-credentials, key: access-key } }
                - name: AWS_SECRET_ACCESS_KEY
                  valueFrom: { secretKeyRef: { name: aws-s3-credentials, key: secret-key } }
                - name: AWS_DEFAULT_REGION
                  valueFrom: { secretKeyRef: { name: aws-s3-credentials, key: region } }
              resources: { requests: { cpu: 50m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } }
              volumeMounts: [{ name: backup, mountPath: /backup }]
          volumes:
            - name: backup
              emptyDir: {}
`;

const guide = `# Secrets

They are made by hand, once per cluster.

\`\`\`bash
kubectl create secret generic mysql-secret -n blog-system \\
  --from-literal=mysql-root-password="$ROOT" --from-literal=mysql-password="$USER_PASSWORD"
kubectl create secret generic aws-s3-credentials -n blog-system \\
  --from-literal=access-key="$ID" --from-literal=secret-key="$KEY" --from-literal=region=ap-northeast-2
kubectl create secret docker-registry ghcr-secret -n blog-system --docker-server=ghcr.io \\
  --docker-username=example --docker-password="$TOKEN"
\`\`\`
`;

/** The database of a blog, with what measures and copies it. */
export const DATA: Tree = {
  'services/blog-system/mysql/mysql.yaml': mysql,
  'services/blog-system/mysql/exporters.yaml': exporters,
  'services/blog-system/mysql/backup.yaml': backup,
  'docs/secrets.md': guide,
};
