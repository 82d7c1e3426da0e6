import { filesNamed, hasFile } from './mounted-folders.ts';

test.each([
  ['an option', '--config.file=/etc/app/app.yml', ['app.yml']],
  ['a pattern below it', 'rule_files: [/etc/app/rules/*.yml]', ['rules/*.yml']],
  ['a field that ends in _file, without an ending', 'password_file: "/etc/app/password"', ['password']],
  ['the end of a sentence', 'See /etc/app/app.yml.', ['app.yml']],
  ['the folder alone', '--dir=/etc/app/', []],
  ['a name without an ending', 'ls /etc/app/password', []],
  ['a name that a variable ends', '/etc/app/$(NAME).yml', []],
  ['a comment', '  # /etc/app/old.yml', []],
  ['another folder that ends like it', '/opt/etc/app/app.yml', []],
])('files named by %s', (_, text, expected) => {
  expect(filesNamed(text, '/etc/app')).toEqual(expected);
});

test.each([
  ['its name', 'app.yml', true],
  ['a pattern', '*.yml', true],
  ['a folder of it', 'rules', true],
  ['a dot that stands for any letter', 'app-yml', false],
  ['a pattern of another ending', '*.yaml', false],
])('files are looked up by %s', (_, file, expected) => {
  expect(hasFile(['app.yml', 'rules/a.yml'], file)).toBe(expected);
});
