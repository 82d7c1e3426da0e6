import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { shellVariableSet } from './shell-variable-set.ts';

const script = (...lines: string[]) =>
  inFile('install.sh', documentObject('Script', 'install', { text: ['#!/bin/bash', ...lines].join('\n') }));

ruleCases(shellVariableSet, {
  accepts: {
    'variables that are set, in many ways': [
      script(
        'set -euo pipefail',
        'NS=monitoring; readonly VERSION=1',
        'for node in a b; do echo "$node $NS ${VERSION}"; done',
        'while read -r name rest; do echo "$name $rest"; done < list',
        'f() { local first="$1" second; second=2; echo "$first $second"; }',
        ': "${DOMAIN:=example.com}"; echo "$DOMAIN"',
      ),
    ],
    'what surroundings set': [script('set -u', 'echo "$HOME $KUBECONFIG $GITHUB_SHA"')],
    'a default': [script('set -u', 'echo "${EXTRA:-}" "${more+x}"')],
    'a script that goes on': [script('set -e', 'ns=a', 'echo $nz')],
    'another word that begins alike, in a script that goes on': [script('vault=1', 'echo "$vault_kms_key"')],
    'what another file may set, in a script that goes on': [script('source ./lib.sh', 'namespace=a', 'echo "$namespace_b"')],
    'variables of another file': [script('set -u', 'source ./lib.sh', 'echo "$color"')],
    'what is handed over': [script('set -u', 'echo "$CLUSTER"')],
    'text over several lines': [script('set -u', "TMPL='{{range $note := .Notes}}", "{{$note}}'", 'echo "$TMPL"')],
    'what the script asks for': [script('set -u', 'NAMESPACES=a', 'if [ -z "$NAMESPACE" ]; then exit 1; fi')],
    'text for others': [script('set -u', "awk '{print $name}' file", "echo '$name'", 'echo "\\$name"', "cat <<'EOF'", '$name', 'EOF')],
  },
  refuses: {
    'a name with a tail, in a script that goes on': {
      given: [script('source ~/.bashrc', 'admin_password=$(cat /run/pw)', 'sed -i "s/PASSWORD/${admin_password_d}/" values.yaml')],
      says: 'line 4: $admin_password_d is read, and nothing sets it; the script sets admin_password',
      fix: 'Did you mean "admin_password"?',
    },
    'a variable that was renamed': {
      given: [script('set -euo pipefail', 'MONITORING_NS=monitoring', 'kubectl get pods -n "$MONITOR_NS"')],
      says: 'line 4: $MONITOR_NS is read, and nothing sets it',
      fix: 'Did you mean "MONITORING_NS"?',
    },
    'a slip in small letters': {
      given: [kube('v1/ConfigMap', { name: 'scripts' }, { data: { 'run.sh': '#!/bin/sh\nset -eu\nfile=/tmp/a\nrm -f "$fille"\n' } })],
      says: 'line 4: $fille is read, and nothing sets it',
      fix: 'Did you mean "file"?',
    },
  },
});
