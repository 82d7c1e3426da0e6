import { beside, both, drop, mutationsOf, push, set } from './mutation.ts';

const POD = 'spec.template.spec';
const APP = `${POD}.containers[0]`;

/** Images, secrets, rights. */
export const security = [
  ...mutationsOf('today', {
    'Rollout/was': {
      'an image that moves': [set(`${APP}.image`, 'ghcr.io/wlals2/board-was:latest'), 'image-pinned'],
      'an image without a tag': [set(`${APP}.image`, 'ghcr.io/wlals2/board-was'), 'image-pinned'],
      'our image from a strange registry': [
        set(`${APP}.image`, 'docker.io/wlals2/board-was:v19'),
        'image-first-party',
        'image-pull-secret',
      ],
      'a private image without a secret': [drop(`${POD}.imagePullSecrets`), 'image-pull-secret'],
      'a password written out': [
        set(`${APP}.env[0]`, { name: 'SPRING_DATASOURCE_PASSWORD', value: 'b0ard-Tr33house-91' }),
        'no-literal-secret',
      ],
      privileged: [set(`${APP}.securityContext.privileged`, true), 'host-left-alone', 'schema-valid'],
      'the network of the node': [set(`${POD}.hostNetwork`, true), 'host-left-alone'],
      'the socket of the container runtime': [
        both(
          push(`${POD}.volumes`, { name: 'docker', hostPath: { path: '/var/run/docker.sock' } }),
          push(`${APP}.volumeMounts`, { name: 'docker', mountPath: '/var/run/docker.sock' }),
        ),
        'no-node-storage',
        'host-left-alone',
      ],
      'all rights of root': [set(`${APP}.securityContext.capabilities`, { add: ['SYS_ADMIN'] }), 'host-left-alone', 'capabilities-suffice'],
    },
    'Rollout/web': {
      'a root that may not hand over': [set(`${APP}.securityContext.capabilities.add`, ['NET_BIND_SERVICE']), 'capabilities-suffice'],
      'a read-only cache': [both(drop(`${APP}.volumeMounts[0]`), drop(`${POD}.volumes[0]`)), 'read-only-root-writes'],
    },
    'ConfigMap/was-config': {
      'a password in the settings': [set('data.SPRING_DATASOURCE_PASSWORD', 'b0ard-Tr33house-91'), 'no-literal-secret'],
      'a password in the address': [
        set('data.SPRING_DATASOURCE_URL', 'jdbc:mysql://root:b0ard-Tr33house-91@mysql-service:3306/boarddb'),
        'no-literal-secret',
      ],
      'a token of GitHub': [set('data.TOKEN', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'), 'no-literal-secret'],
      'the Secret itself beside it': [
        beside(
          '{apiVersion: v1, kind: Secret, metadata: {name: mysql-secret, namespace: blog-system}, stringData: {mysql-password: b0ard-Tr33house-91}}',
        ),
        'no-secret-object',
      ],
    },
    'Application/grafana': {
      'a password in the values': [set('spec.source.helm.valuesObject.adminPassword', 'Tr33house-91-admin'), 'no-literal-secret'],
    },
    'Application/falco': {
      'a webhook in the values': [
        set('spec.source.helm.valuesObject.falcosidekick.config.slack', {
          webhookurl: 'https://hooks.slack.com/services/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',
        }),
        'no-literal-secret',
      ],
    },
    'Application/kiali': {
      'nobody has to say who he is': [set('spec.source.helm.valuesObject.auth.strategy', 'anonymous'), 'login-required', 'admin-closed'],
    },
    'Namespace/blog-system': {
      'a level of security that its pods do not keep': [
        set('metadata.labels["pod-security.kubernetes.io/enforce"]', 'restricted'),
        'pod-security-effective',
        'pod-security-admits',
      ],
      'a level of security that does not exist': [
        set('metadata.labels["pod-security.kubernetes.io/enforce"]', 'strict'),
        'pod-security-effective',
        'pod-security-admits',
      ],
    },
  }),
  ...mutationsOf('planned', {
    'ServiceAccount/web': {
      'all rights for everybody': [
        beside(
          '{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: all}, rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]}',
          '{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: all}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: all}, subjects: [{kind: ServiceAccount, name: web, namespace: blog-system}]}',
        ),
        'rbac-narrow',
      ],
      'a binding to a role that is not there': [
        beside(
          '{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: web, namespace: blog-system}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}, subjects: [{kind: ServiceAccount, name: web, namespace: blog-system}]}',
        ),
        'role-binding-exists',
      ],
      'a binding to an account that is not there': [
        beside(
          '{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: web, namespace: blog-system}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}, subjects: [{kind: ServiceAccount, name: wbe, namespace: blog-system}]}',
        ),
        'role-binding-exists',
      ],
    },
  }),
  ...mutationsOf('shop', {
    'Deployment/orders': {
      'an image that moves': [set(`${APP}.image`, 'acme/orders:latest'), 'image-pinned'],
      'a private image without a secret': [drop(`${POD}.imagePullSecrets`), 'image-pull-secret'],
    },
    'ConfigMap/shop-config': {
      'a password in an address': [set('data.REDIS_URL', 'redis://:h0rse-battery-77@redis-service:6379/0'), 'no-literal-secret'],
    },
  }),
];
