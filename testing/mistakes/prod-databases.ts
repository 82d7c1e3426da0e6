import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const PROD = 'k8s-manifests/overlays/solid-cloud';
const KUSTOMIZATION = `${PROD}/kustomization.yaml`;
const POSTGRES = `${PROD}/postgresql.yaml`;
const REDIS = 'k8s-manifests/base/redis/redis.yaml';
const CONFIG = `${PROD}/patches/config.yaml`;

/** Secrets of both ends as the overlay had them before the script made them. */
function secrets(app: string, server: string): Readonly<Record<string, string>> {
  return {
    [`${PROD}/secrets.yaml`]: `apiVersion: v1\nkind: Secret\nmetadata: { name: app-secrets }\n${app}---\napiVersion: v1\nkind: Secret\nmetadata: { name: postgresql-secret }\n${server}`,
  };
}

const LISTED = [KUSTOMIZATION, '  - hpa.yaml\n', '  - hpa.yaml\n  - secrets.yaml\n'] as const;

/** Databases and those who call them. */
export const prodDatabases: readonly Mistake[] = [
  slip(
    { name: 'The two ends of a database have different users', caughtBy: 'database-login-agrees' },
    [LISTED],
    secrets(
      'stringData: { POSTGRES_USER: blog_app, POSTGRES_PASSWORD: hG7kd92mQz, INTERNAL_API_SECRET: kd8Hs72mZq01 }\n',
      'stringData: { POSTGRES_USER: titanium, POSTGRES_PASSWORD: hG7kd92mQz, POSTGRES_DB: titanium }\n',
    ),
  ),
  slip(
    { name: 'The two ends of a database have different passwords', caughtBy: 'database-login-agrees' },
    [LISTED],
    secrets(
      'stringData: { POSTGRES_USER: titanium, POSTGRES_PASSWORD: hG7kd92mQz, INTERNAL_API_SECRET: kd8Hs72mZq01 }\n',
      'stringData: { POSTGRES_USER: titanium, POSTGRES_PASSWORD: 9Zk2Lq7Wx0, POSTGRES_DB: titanium }\n',
    ),
  ),
  slip(
    { name: 'A coded password ends with the line break of echo', caughtBy: 'secret-encoded-once' },
    [LISTED],
    secrets(
      'data: { POSTGRES_USER: dGl0YW5pdW0=, POSTGRES_PASSWORD: aEc3a2Q5Mm1Rego=, INTERNAL_API_SECRET: a2Q4SHM3Mm1acTAx }\n',
      'data: { POSTGRES_USER: dGl0YW5pdW0=, POSTGRES_PASSWORD: aEc3a2Q5Mm1Reg==, POSTGRES_DB: dGl0YW5pdW0= }\n',
    ),
  ),
  slip(
    { name: 'Values of data are not coded', caughtBy: 'schema-valid' },
    [LISTED],
    secrets(
      'data: { POSTGRES_USER: titanium, POSTGRES_PASSWORD: hG7-kd92_mQz, INTERNAL_API_SECRET: a2Q4SHM3Mm1acTAx }\n',
      'data: { POSTGRES_USER: dGl0YW5pdW0=, POSTGRES_PASSWORD: aEc3a2Q5Mm1Reg==, POSTGRES_DB: dGl0YW5pdW0= }\n',
    ),
  ),
  slip(
    { name: 'Values of stringData are coded already', caughtBy: 'secret-encoded-once' },
    [LISTED],
    secrets(
      'stringData: { POSTGRES_USER: dGl0YW5pdW0=, POSTGRES_PASSWORD: aEc3a2Q5Mm1Reg==, INTERNAL_API_SECRET: a2Q4SHM3Mm1acTAx }\n',
      'stringData: { POSTGRES_USER: titanium, POSTGRES_PASSWORD: hG7kd92mQz, POSTGRES_DB: titanium }\n',
    ),
  ),
  slip(
    { name: 'The clients name a database that the server does not make', caughtBy: 'database-name-agrees' },
    [LISTED, [CONFIG, 'POSTGRES_DB: titanium\n', 'POSTGRES_DB: blog_db\n']],
    secrets(
      'stringData: { POSTGRES_USER: titanium, POSTGRES_PASSWORD: hG7kd92mQz, INTERNAL_API_SECRET: kd8Hs72mZq01 }\n',
      'stringData: { POSTGRES_USER: titanium, POSTGRES_PASSWORD: hG7kd92mQz, POSTGRES_DB: titanium }\n',
    ),
  ),
  slip({ name: 'A first script has no ending that PostgreSQL runs', caughtBy: 'database-scripts-run' }, [
    [POSTGRES, '  init.sql: |\n', '  init-sql: |\n'],
  ]),
  slip({ name: 'A first script makes the database that the variable made already', caughtBy: 'database-scripts-run' }, [
    [POSTGRES, '    CREATE TABLE IF NOT EXISTS users', '    CREATE DATABASE titanium;\n    CREATE TABLE IF NOT EXISTS users'],
    [POSTGRES, 'env: [{ name: PGDATA,', 'env: [{ name: POSTGRES_DB, value: titanium }, { name: PGDATA,'],
  ]),
  slip({ name: 'A first script makes an index on a column that its table does not have', caughtBy: 'database-scripts-run' }, [
    [POSTGRES, 'idx_posts_author ON posts(author)', 'idx_posts_author ON posts(author_id)'],
  ]),
  slip(
    {
      name: 'Redis demands a password that no client is given',
      caughtBy: 'variable-defined',
      missed: 'a client may have its password in a file or from elsewhere',
    },
    [
      [
        REDIS,
        '          ports: [{ name: tcp-redis',
        '          args: ["--requirepass", "$(REDIS_PASSWORD)"]\n          env: [{ name: REDIS_PASSWORD, valueFrom: { secretKeyRef: { name: redis-secret, key: password } } }]\n          ports: [{ name: tcp-redis',
      ],
    ],
  ),
  slip({ name: 'The port of the database in its variable is that of another database', caughtBy: 'url-port-exists' }, [
    [CONFIG, 'POSTGRES_PORT: "5432"', 'POSTGRES_PORT: "3306"'],
  ]),
  slip(
    {
      name: 'The database is named by the pod of an older guide',
      caughtBy: 'url-host-exists',
      missed: 'two words are a host of the outside world as often as a pod',
    },
    [[CONFIG, 'POSTGRES_HOST: postgresql-service', 'POSTGRES_HOST: postgres-0.postgresql-service']],
  ),
  slip(
    {
      name: 'The claim of the database asks for the class of the machine of its developer',
      caughtBy: 'storage-class-exists',
      missed: 'minikube and clouds bring a class of this name',
    },
    [
      [
        POSTGRES,
        'accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: 10Gi } } }\n---\napiVersion: v1\nkind: Service',
        'accessModes: [ReadWriteOnce], storageClassName: standard, resources: { requests: { storage: 10Gi } } }\n---\napiVersion: v1\nkind: Service',
      ],
    ],
    {
      [`${PROD}/../../storage/local-path.yaml`.replace('overlays/solid-cloud/../../', '')]:
        'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: local-path, annotations: { storageclass.kubernetes.io/is-default-class: "true" } }\nprovisioner: rancher.io/local-path\nvolumeBindingMode: WaitForFirstConsumer\n',
    },
  ),
  slip({ name: 'A class of local paths binds before it knows the node', caughtBy: 'storage-class-works' }, [], {
    'k8s-manifests/storage/local-path.yaml':
      'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: local-path, annotations: { storageclass.kubernetes.io/is-default-class: "true" } }\nprovisioner: rancher.io/local-path\nvolumeBindingMode: Immediate\n',
  }),
  slip(
    {
      name: 'The probe of the database knows another user than the server',
      caughtBy: 'database-name-agrees',
      missed: 'a probe is not read as a client',
      partly: true,
    },
    [
      LISTED,
      [
        POSTGRES,
        'readinessProbe: { exec: { command: [pg_isready, -U, titanium] }',
        'readinessProbe: { exec: { command: [psql, -U, postgres, -d, blog_db, -c, SELECT 1] }',
      ],
    ],
    secrets(
      'stringData: { POSTGRES_USER: titanium, POSTGRES_PASSWORD: hG7kd92mQz, INTERNAL_API_SECRET: kd8Hs72mZq01 }\n',
      'stringData: { POSTGRES_USER: titanium, POSTGRES_PASSWORD: hG7kd92mQz, POSTGRES_DB: titanium }\n',
    ),
  ),
  slip({ name: 'The script makes the Secret without the key that a program reads', caughtBy: 'config-key-exists' }, [
    ['scripts/create-secrets.sh', '--from-literal=INTERNAL_API_SECRET=', '--from-literal=JWT_SECRET_KEY='],
  ]),
  slip({ name: 'The script makes the Secret under another name', caughtBy: 'config-exists' }, [
    ['scripts/create-secrets.sh', 'secret generic postgresql-secret', 'secret generic postgres-secret'],
  ]),
  slip({ name: 'The script writes the password out', caughtBy: 'no-literal-secret' }, [
    [
      'scripts/create-secrets.sh',
      '--from-literal=POSTGRES_PASSWORD="$(pass titanium/postgres)" \\\n  --from-literal=POSTGRES_DB',
      '--from-literal=POSTGRES_PASSWORD=titanium2025! \\\n  --from-literal=POSTGRES_DB',
    ],
  ]),
];
