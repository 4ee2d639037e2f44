$$plain$$ $$$$ $tag$inside $$ and $other$ here$tag$ $a$x$b$y$a$ $a$ $$a$ $é1$x$é1$ $_$'"\$_$
$1 $23$$x$$ $1+$2 a$1 $2147483647
%%
$ $tag a $tag-$ $é
%%
$2147483648 $1a $1_
%%
$$ends nowhere
%%
$tag$ends $tag nowhere $TAG$
