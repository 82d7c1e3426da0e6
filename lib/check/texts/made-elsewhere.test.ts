import { installsElsewhere, madeByHand } from './made-elsewhere.ts';
import { parseShell } from './shell.ts';

test.each([
  ['created', 'kubectl create deployment web --image=nginx', true],
  ['exposed under that name', 'kubectl expose deployment nginx --name=web', true],
  ['another one is created', 'kubectl create deployment shop --image=nginx', false],
  ['only asked for', 'kubectl get deployment web', false],
  ['made by a program that knows no objects', 'docker run web', false],
])('by hand: %s', (_, line, made) => {
  expect(madeByHand(parseShell(line).commands, 'web')).toBe(made);
});

test.each([
  ['a chart', 'helm install web charts/web', true],
  ['a manifest of the internet', 'kubectl apply -f https://example.com/install.yaml', true],
  ['an addon', 'minikube addons enable ingress', true],
  ['the start of a cluster', 'minikube start', false],
  ['a manifest of the tree', 'kubectl apply -f k8s/web.yaml', false],
])('from elsewhere: %s', (_, line, installs) => {
  expect(installsElsewhere(parseShell(line).commands)).toBe(installs);
});
