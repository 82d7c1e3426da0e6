import { badStatement } from './sql-dialect.ts';

const USERS = 'CREATE TABLE IF NOT EXISTS users (id SERIAL PRIMARY KEY, parent INT REFERENCES users(id));\n';

test.each([
  ['tables and what stands on them, in order', `${USERS}CREATE INDEX IF NOT EXISTS i ON users(id);\nINSERT INTO users VALUES (1);`],
  ['a table of somebody else', 'CREATE INDEX i ON posts(author);'],
  ['words in texts and comments', "-- AUTOINCREMENT\nINSERT INTO notes VALUES ('ENGINE=InnoDB `x`');"],
])('%s is read to the end', (_, script) => {
  expect(badStatement(script, 'PostgreSQL')).toBeUndefined();
});

test.each([
  ['id INTEGER PRIMARY KEY AUTOINCREMENT', 'PostgreSQL', 'uses AUTOINCREMENT, a word of SQLite, on PostgreSQL'],
  ['id INT AUTO_INCREMENT', 'PostgreSQL', 'uses AUTO_INCREMENT, a word of MySQL, on PostgreSQL'],
  ['id BIGSERIAL', 'MySQL', 'uses BIGSERIAL, a word of PostgreSQL, on MySQL'],
] as const)('%s stops a %s server', (column, dialect, what) => {
  expect(badStatement(`CREATE TABLE users (${column});`, dialect)?.what).toBe(what);
});

test('what a table is needed for comes after it', () => {
  const found = [
    `CREATE INDEX i ON users(id);\n${USERS}`,
    `CREATE TABLE posts (u INT REFERENCES users(id));\n${USERS}`,
    `INSERT INTO users VALUES (1);\n${USERS}`,
  ];

  expect(found.map((script) => badStatement(script, 'PostgreSQL')?.what)).toEqual([
    'makes an index on users before it makes the table',
    'refers to users before it makes the table',
    'fills users before it makes the table',
  ]);
});
