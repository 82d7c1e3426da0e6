import type { Mistake } from './mistake.ts';

/** Services that people renamed, moved or never made. */
export const services: readonly Mistake[] = [
  {
    name: 'A backup dumps from the name that the database had before',
    caughtBy: 'url-host-exists',
    says: 'mysql.blog-system',
    tree: {
      'blog/mysql.yaml': `apiVersion: v1
kind: Service
metadata: { name: mysql-service, namespace: blog-system }
spec:
  selector: { app: mysql }
  ports: [{ name: mysql, port: 3306 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: mysql, namespace: blog-system }
spec:
  selector: { matchLabels: { app: mysql } }
  template:
    metadata: { labels: { app: mysql } }
    spec:
      containers:
        - name: mysql
          image: mysql:8.0.36
          ports: [{ name: mysql, containerPort: 3306 }]
`,
      'backup/cronjob.yaml': `apiVersion: batch/v1
kind: CronJob
metadata: { name: mysql-backup, namespace: blog-system }
spec:
  schedule: '0 18 * * *'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: dump
              image: mysql:8.0.36
              command: [sh, -c]
              args: ['mysqldump -h mysql.blog-system.svc.cluster.local -u backup blog > /backup/blog.sql']
`,
    },
    mended: {
      'backup/cronjob.yaml': `apiVersion: batch/v1
kind: CronJob
metadata: { name: mysql-backup, namespace: blog-system }
spec:
  schedule: '0 18 * * *'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: dump
              image: mysql:8.0.36
              command: [sh, -c]
              args: ['mysqldump -h mysql-service.blog-system.svc.cluster.local -u backup blog > /backup/blog.sql']
`,
    },
  },
];
