-- first
a -- second
/* third */ b /* fourth /* nested */ still */ c /**/ d /***/ e /* * / ** */ f/*-- */g -- /*
h /*/ x */ i /* ' */ 'j' /* /*/ */ */ k ---- l
*/ m /****/
-- last
%%
a /* ends nowhere
%%
a /* ends /* nowhere */
%%
a /*/
%%
-- no line end
