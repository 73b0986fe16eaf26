create table pigeons (id integer primary key);
