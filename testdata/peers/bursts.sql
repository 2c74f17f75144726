-- What DuckDB is given to do with a body file: read it, sort by the changed stamps, take the gaps
-- with a window function, number the bursts with another, and sum up each. No roles, no fit, no
-- hashes: less than copyclock does.
WITH file AS (
  SELECT * FROM read_csv('BODYFILE', delim = '|', header = false, quote = '', escape = '', auto_detect = false,
    columns = {'md5': 'VARCHAR', 'name': 'VARCHAR', 'inode': 'VARCHAR', 'mode': 'VARCHAR', 'uid': 'BIGINT', 'gid': 'BIGINT',
      'size': 'BIGINT', 'accessed': 'BIGINT', 'modified': 'BIGINT', 'changed': 'BIGINT', 'birth': 'BIGINT'})
), gap AS (
  SELECT name, size, changed, changed - lag(changed) OVER (ORDER BY changed, size, name) AS s FROM file
), burst AS (
  SELECT *, sum(CASE WHEN s > 1800 THEN 1 ELSE 0 END) OVER (ORDER BY changed, size, name ROWS UNBOUNDED PRECEDING) AS number FROM gap
)
SELECT number, count(*) AS files, sum(size) AS bytes, max(changed) - min(changed) AS seconds FROM burst GROUP BY number ORDER BY number LIMIT 20
