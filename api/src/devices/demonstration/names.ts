const words = (text: string) => text.split(' ');

// Names for students who do not exist.
export const GIVEN = words(
  'Ada Aiden Alma Amara Andre Anika Arlo Ava Bea Beckett Cam Carmen Cleo Cole Dalia Dev Diego Eden Elio Elsa Emil Esme Ezra Fern Finn Gia Hana Hugo Ines Iris Ivan Jada Jonah Juno Kai Kira Lena Leo Lila Luca Luz Maya Milo Mina Nadia Nico Noa Omar Opal Otis Paz Quinn Rafa Remy Rosa Ruth Sage Sami Sol Tessa Theo Uma Vera Wes Xiomara Yara Zane Zoe',
);
export const FAMILY = words(
  'Abbot Acosta Alder Arroyo Bell Birch Bravo Brook Cano Cedar Clay Cruz Dale Diaz Drake Elm Esparza Fable Field Flores Ford Frost Garza Glen Gray Hale Hart Heath Hill Ibarra Juarez Kane Lake Lara Leaf Luna March Marsh Meadow Mesa Moon Mora Nieto North Oakes Ortega Page Park Pine Prado Rain Reyes Ridge Rios River Rowe Salas Shore Soto Stone Tapia Vale Vega West Winter Wolfe York Zamora',
);
