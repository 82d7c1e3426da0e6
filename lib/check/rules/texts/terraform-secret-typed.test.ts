import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { terraformSecretTyped } from './terraform-secret-typed.ts';

const secret = (type: string, ...data: readonly string[]) =>
  inFile(
    'main.tf',
    documentObject('TextFile', 'main', {
      text: [
        'resource "kubernetes_secret" "web" {',
        '  metadata {',
        '    name = "web"',
        '  }',
        `  type = "${type}"`,
        ...data,
        '}',
        '',
      ].join('\n'),
    }),
  );
const DOCKER = 'kubernetes.io/dockerconfigjson';

ruleCases(terraformSecretTyped, {
  accepts: {
    'the keys of the type': [
      secret(DOCKER, '  data = {', '    ".dockerconfigjson" = jsonencode({', '      auths = { "x" = { username = "a" } }', '    })', '  }'),
      secret('kubernetes.io/tls', '  data = { "tls.crt" = file("a"),', '    "tls.key" = file("b")', '  }'),
    ],
    'no type, and one of its own': [secret('Opaque', '  data = {', '    dockerconfigjson = "x"', '  }')],
    'data that stands elsewhere': [secret(DOCKER, '  data = local.login'), secret(DOCKER, '  data = { for k, v in var.logins : k => v }')],
  },
  refuses: {
    'a key without its dot': {
      given: [secret(DOCKER, '  data = {', '    "dockerconfigjson" = jsonencode({', '      auths = {}', '    })', '  }')],
      says: 'kubernetes_secret.web is of type kubernetes.io/dockerconfigjson and lacks .dockerconfigjson; it has dockerconfigjson',
      fix: 'Write ".dockerconfigjson" for dockerconfigjson.',
    },
    'one of two keys': {
      given: [secret('kubernetes.io/tls', '  data = {', '    "tls.crt" = file("a")', '    "key" = file("b")', '  }')],
      says: 'kubernetes_secret.web is of type kubernetes.io/tls and lacks tls.key; it has tls.crt, key',
    },
  },
});
