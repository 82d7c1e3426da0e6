import { documentObject } from '../../document.ts';
import { cronJob, deployment, kube, ruleCases } from '../../testing.ts';
import { noLiteralSecret } from './no-literal-secret.ts';

// Put together from parts, so that no scanner takes this file for a leak.
const joined = (...parts: string[]) => parts.join('');
const env = (...variables: object[]) => deployment({ container: { env: variables } });
const application = (valuesObject: object) =>
  kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { chart: 'grafana', helm: { valuesObject } } } });
const jwt = (payload: object) =>
  ['eyJhbGciOiJIUzI1NiJ9', Buffer.from(JSON.stringify(payload)).toString('base64url'), 'c2lnbmF0dXJl'].join('.');
const aside = (text: string) => kube('slipway.dev/v1/Aside', { name: 'readme' }, { text });
const script = (text: string) => kube('slipway.dev/v1/Script', { name: 'bootstrap' }, { text });
const database = (...postInitSQL: readonly string[]) =>
  kube('postgresql.cnpg.io/v1/Cluster', { name: 'pg', namespace: 'shop' }, { spec: { bootstrap: { initdb: { postInitSQL } } } });
const slack = ['https://hooks.slack', '.com/services/T00/B00/xyz'].join('');

ruleCases(noLiteralSecret, {
  accepts: {
    'references, placeholders, paths and empty values': [
      env(
        { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
        { name: 'DSN', value: 'postgres://app:$(PASSWORD)@db/app' },
        { name: 'TOKEN', value: '/run/secrets/token' },
        { name: 'API_KEY', value: '' },
      ),
    ],
    'what is written later, and where a program looks it up': [
      env({ name: 'CLIENT_SECRET', value: 'replace-after-creating-the-client' }),
      kube('v1/ConfigMap', {}, { data: { 'config.yaml': 'general_settings:\n  master_key: os.environ/LITELLM_MASTER_KEY\n' } }),
    ],
    'the default of a mode that is off': [application({ server: { dev: { enabled: false, devRootToken: 'root' } } })],
    'names of Secrets and of their keys': [
      application({
        admin: { existingSecret: 'grafana-admin', passwordKey: 'admin-password' },
        secretName: 'x',
        automountServiceAccountToken: 'true',
      }),
    ],
    'the key of a Secret with a word of its own': [
      application({ monitoringPasscodeSecretName: 'sonarqube-app', monitoringPasscodeSecretKey: 'monitoring-passcode' }),
    ],
    'what a script tells people to type': [
      script('echo "  kubectl create secret generic db \\\\"\necho "    --from-literal=password=supersecret \\\\"\n'),
    ],
    'configuration with a variable': [
      kube(
        'v1/ConfigMap',
        {},
        { data: { 'app.properties': 'spring.datasource.password=${DB_PASSWORD}\n', SPRING_DATASOURCE_USERNAME: 'root' } },
      ),
    ],
    'a token that a tutorial signed by hand': [aside(`curl -H 'Authorization: Bearer ${jwt({ role: 'admin', sub: 'YWxpY2U=' })}'`)],
    'SQL that makes a user without a password, or with one from outside': [
      database(
        'CREATE ROLE app LOGIN',
        "ALTER ROLE app PASSWORD '${APP_PASSWORD}'",
        "ALTER ROLE app PASSWORD NULL VALID UNTIL '2030-01-01'",
      ),
      kube('v1/ConfigMap', {}, { data: { 'init.sql': "CREATE DATABASE app;\nCREATE USER app IDENTIFIED BY '$PASSWORD';\n" } }),
    ],
    'a line that says how to hand a secret over': [script("TF_VAR_sudo_password='...' terraform apply\n")],
    'a script that reads its secrets': [
      script(
        'PASSWORD="$1"\nkubectl create secret generic db --from-literal=password="$PASSWORD"\necho "$TOKEN" | base64\necho aGk= | base64 -d\n',
      ),
    ],
    'definitions, which talk about passwords': [kube('apiextensions.k8s.io/v1/CustomResourceDefinition', {}, { spec: { example: slack } })],
  },
  refuses: {
    'the password of a role, in the first SQL of a database': {
      given: [database('CREATE DATABASE shop', joined("CREATE ROLE app LOGIN PASSWORD 'hunt", "er2'"))],
      says: '"PASSWORD" is written out',
    },
    'the password of a user, in a script of SQL': {
      given: [
        kube('v1/ConfigMap', {}, { data: { 'init.sql': joined("CREATE DATABASE app;\nCREATE USER app IDENTIFIED BY 'hunt", "er2';\n") } }),
      ],
      says: '"IDENTIFIED BY" is written out',
    },
    'a token of an issuer, shown': {
      given: [aside(`helm install x\ncurl -H 'Authorization: Bearer ${jwt({ iss: 'kubernetes/serviceaccount', sub: 'ci' })}'`)],
      says: 'text holds a JSON web token in line 2',
    },
    'the hash of a password': {
      given: [
        documentObject('HelmValues', 'argo-cd', {
          values: { configs: { secret: { argocdServerAdminPassword: `$2a$10$${'x'.repeat(53)}` } } },
        }),
      ],
      says: '"argocdServerAdminPassword" is the hash of a password',
    },
    'a variable': { given: [env({ name: 'MYSQL_ROOT_PASSWORD', value: 'hunter2' })], says: '"MYSQL_ROOT_PASSWORD" is written out' },
    'an argument, and a word after it': {
      given: [deployment({ container: { args: ['--password=hunter2', '--token', 'abcdef'] } })],
      says: ['"--password" is written out', '"--token" is written out'],
    },
    'a script': {
      given: [cronJob({ container: { command: ['sh', '-c', 'mysqldump -uroot -phunter2 board'] } })],
      says: '"-p" is written out',
    },
    'a line of a ConfigMap': {
      given: [kube('v1/ConfigMap', {}, { data: { '.my.cnf': '[client]\nuser=root\npassword=hunter2\n' } })],
      says: '"password" is written out',
    },
    'a value deep in a chart': { given: [application({ grafana: { adminPassword: 'Zk4v9QpX' } })], says: '"adminPassword" is written out' },
    'a value of its own beside a mode that is off': {
      given: [application({ dev: { enabled: false, devRootToken: 'x7Gk2pQ9' } })],
      says: '"devRootToken" is written out',
    },
    'a password that everybody tries, in a file of values': {
      given: [kube('slipway.dev/v1/HelmValues', { name: 'grafana-values' }, { values: { adminPassword: 'admin123' } })],
      says: '"adminPassword" is written out, and is a word that everybody tries first',
    },
    'commands of a script': {
      given: [
        script(
          "kubectl create secret generic db --from-literal=password=hunter2 --from-literal=user=app\nhelm install g grafana --set adminPassword='hunter2'\necho -n 'hunter2' | base64\n",
        ),
      ],
      says: ['"password" is written out', '"adminPassword" is written out', '"echo | base64" is written out'],
    },
    'the login of a registry': {
      given: [kube('v1/ConfigMap', {}, { data: { 'config.json': '{"auths":{"ghcr.io":{"auth":"YWNtZTpodW50ZXIy"}}}' } })],
      says: 'data["config.json"] holds a login of a registry (49 characters)',
    },
    'a webhook URL anywhere': {
      given: [kube('example.com/v1/Receiver', {}, { spec: { routes: [{ url: slack }] } })],
      says: `spec.routes[0].url holds a Slack webhook URL (${slack.length} characters)`,
    },
  },
});
