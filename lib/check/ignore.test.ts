import { ignoreEntries, ignores } from './ignore.ts';
import { installerOf } from './installers.ts';
import { kube } from './testing.ts';

function entry(fields: object): ReturnType<typeof ignoreEntries> {
  const installer = installerOf({
    object: kube('argoproj.io/v1alpha1/Application', {}, { spec: { ignoreDifferences: [{ kind: 'X', ...fields }] } }),
  });
  return installer === undefined ? [] : ignoreEntries(installer);
}

test.each([
  [{ jsonPointers: ['/spec/http/1/route'] }, true],
  [{ jsonPointers: ['/spec/http'] }, true],
  [{ jsonPointers: ['/spec/http/1/rout'] }, false],
  [{ jsonPointers: ['/spec/http/0/route'] }, false],
  [{ jqPathExpressions: ['.spec.http[].route'] }, true],
  [{ jqPathExpressions: ['.spec.http[1].route'] }, true],
  [{ jqPathExpressions: ['.spec.http[0].route'] }, false],
  [{ jqPathExpressions: ['.spec."http"[]?.route'] }, true],
  [{ jqPathExpressions: ['.spec.http[] | select(.name == "primary") | .route'] }, true],
  [{ jqPathExpressions: ['.spec.replicas'] }, false],
  [{ managedFieldsManagers: ['rollouts-controller'] }, true],
  [{}, false],
])('%j ignores /spec/http/1/route: %s', (fields, expected) => {
  expect(entry(fields).some((each) => ignores(each, '/spec/http/1/route'))).toBe(expected);
});
