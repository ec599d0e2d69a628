// Units, declarations and the closed list of sentence patterns. Every decision is settled by one token, so that the
// parser is a plain switch and no prediction table is built (tests/unit/syntax_grammar_test.cc counts them: none). Chains
// stay flat here; compiler/syntax/phrase*.cc nests them.
parser grammar LicetParser;

options { tokenVocab = LicetLexer; }

unit
  : ( rulebook | use | eventDate | lawKnown | notModelled | unitDeclaration | category | record | role | figure | list
    | table | partition | ledger | definition | wording | decide | reading | ruleDocument | savings | enforcement | scenario
    | scenarioTable | unwritten | WHOLE | section ) EOF
  ;

// ---- chains: what stands between the words of a pattern ------------------------------------------------------------
chain : ( WORD | group )+ ;
group : OPEN ( WORD | ITEM | SEPARATOR | group )* CLOSE ;

// ---- declarations --------------------------------------------------------------------------------------------------
name     : ( NAME | WORD | STRING | NUMBER | CITATION | PROGRAM )+ ;
document : LEFT DOCUMENT ( COMMA INSTRUCTION chain )? RIGHT ;

rulebook        : RULEBOOK name ( TITLE STRING | SOURCE STRING | SPELLING WORD )* FULL_STOP ;
use             : USE name FULL_STOP ;
eventDate       : EVENT_DATE IS chain ( FOR chain )? FULL_STOP ;
lawKnown        : LAW_KNOWN ( FROM DATE )? ( THROUGH DATE )? ( FOR chain )? FULL_STOP ;
notModelled     : NOT_MODELLED STRING FULL_STOP ;
unitDeclaration : UNIT name FULL_STOP ;

category      : CATEGORY name ( COMMA | ORDERED | HIERARCHICAL | FROM_FILE STRING )*
                ( COLON categoryValue ( SEMICOLON categoryValue )* )? FULL_STOP ;
categoryValue : name ( AS STRING )? ;

record       : RECORD name ( IN name | KEY name | COMMA | TREE_OF_DEPTH NUMBER | PLURAL STRING )*
               COLON field ( SEMICOLON field )* FULL_STOP ;
field        : name ( AS STRING )? COLON fieldType fieldClause* ;
fieldType    : BOOLEAN | TEXT | DATE_WORD | ( NUMBER_WORD | WHOLE_NUMBER ) ( OF name )? ( WITH NUMBER DECIMALS )?
             | LIST_OF fieldType | name ;
fieldClause  : COMMA | AS STRING | FROM bound TO bound | REQUIRED | KEY | MAY_BE_NONE | DERIVED | NOT_MORE_THAN NUMBER
             | COMPLETE_BY STRING | COMPLETE_WHEN chain | PLURAL STRING ;
bound        : NUMBER | DATE ;

role : ROLE name ( COMMA | MAY_BE_NONE | AS STRING | PLURAL STRING )* FULL_STOP ;

figure      : FIGURE name ( IN ( NAME | WORD ) | AS DATE_WORD ) ( SOURCE STRING )* figureEntry ( SEMICOLON figureEntry )* FULL_STOP ;
figureEntry : NOT_STATED period* | AS_AMENDED? period+ COLON ( figureValue | NOT_STATED ) ;
figureValue : ( NUMBER | DATE | WORD | NAME )+ ( WHEN chain )? ;
period      : FROM DATE document? | THROUGH moment document? | IN moment ;
moment      : DATE | QUARTER | NUMBER ;

list      : LIST name OF name ( FROM_FILE STRING | SOURCE STRING | INCOMPLETE | COMMA )*
            ( COLON listEntry ( SEMICOLON listEntry )* )? FULL_STOP ;
listEntry : ( period+ COLON )? value ( COMMA value )* ;
value     : ( NAME | WORD | STRING | NUMBER | CITATION | DATE | PROGRAM )+ ;

table       : TABLE name BY NAME ( FROM_FILE STRING | SOURCE STRING )* ( tableColumn ( ( SEMICOLON | BAR ) tableColumn )* )?
              FULL_STOP ;
tableColumn : ( name | FROM | THROUGH ) ( COMMA | AS fieldType | IN name | NOT_MORE_THAN NUMBER | IS chain )* ;

partition      : PARTITION name OF name COLON partitionClass ( SEMICOLON partitionClass )* FULL_STOP ;
partitionClass : name IS chain ;

ledger       : LEDGER name IN ( NAME | WORD ) ( SOURCE STRING )* ledgerClause ( SEMICOLON ledgerClause )* FULL_STOP ;
ledgerClause : FLOW chain? | ( DATED_BY | RISES_BY | FALLS_BY | EVENTS | LIMIT | IN_ORDER_OF | COUNTS | KNOWLEDGE | OPENED
             | REVERSALS_BY | CORRECTIONS_BY ) chain | WHOLE_SHIPMENTS | NEVER_LOWERED ;

definition : DEFINED ( OF chain )? ( FOR chain )? MEANS chain FULL_STOP ;

wording : WORDING NAME STRING ( COMMA | OF chain | BY chain | ONCE_PER chain | WHILE chain | AS STRING )*
          ( MEANS chain )? FULL_STOP ;

decide     : DECIDE name ( OF chain )? MODE? COLON decideCase ( SEMICOLON decideCase )* FULL_STOP ;
decideCase : name ( WHEN chain | LESS_RESTRICTIVE_THAN name )? | OTHERWISE name ( PROVIDED_THAT chain )? | BESIDE chain | COMPLETE_WHEN chain
           | AS STRING ;

reading     : READING name ON chain COLON alternative ( BAR alternative )* FULL_STOP ;
alternative : name ( LEFT DEFAULT RIGHT )? ;

ruleDocument : RULE DOCUMENT ( COMMA | SEMICOLON | PUBLISHED DATE | EFFECTIVE DATE | SOURCE STRING
               | COMPLY_FROM DATE ( FOR_INSTRUCTIONS chain )? | IN_BETWEEN )* FULL_STOP ;

savings     : SAVINGS STRING ( SOURCE STRING )? statement+ ;
enforcement : ENFORCEMENT STRING ( SOURCE STRING | APPLIES_ONLY_AS_ENFORCED | COMMA | FROM DATE | THROUGH DATE )* FULL_STOP
              statement+ ;

scenario      : SCENARIO STRING given expectation* ;
given         : GIVEN chain ( SEMICOLON chain )* FULL_STOP ;
expectation   : EXPECT ( READING name COLON )? chain ( SEMICOLON chain )* FULL_STOP ;
scenarioTable : SCENARIO_TABLE STRING given chain ( BAR chain )* COLON scenarioRow ( SEMICOLON scenarioRow )* FULL_STOP ;
scenarioRow   : chain ( BAR chain )* ;

unwritten : EXCEPTION name ( COMMA CITATION )? NOT_WRITTEN_OUT ( FOR chain )? FULL_STOP ;

// ---- sections ------------------------------------------------------------------------------------------------------
section      : sectionHead sectionPart* ;
sectionHead  : CITATION STRING? ( EXCEPTION PROGRAM+ STRING? )? ;
sectionPart  : REASON_FOR_CONTROL ( NAME | STRING ) ( COMMA ( NAME | STRING ) )*
             | ( IN_FORCE | SUSPENDED | RESERVED ) period* UNLESS_EXTENDED?
             | COMPLY_FROM DATE
             | VERSION period+ COLON
             | TEXT STRING
             | SEMICOLON
             | FULL_STOP
             | statement ;

statement  : sentence | definition | OPEN_PARAGRAPHS paragraph+ CLOSE | RESERVED_PARAGRAPH FULL_STOP ;
paragraph  : ITEM HEADING? statement* ;

// ---- sentences -----------------------------------------------------------------------------------------------------
sentence : clause FULL_STOP ;
clause   : lead* ( fixedBody tail* | chain ( verb tail* | IS_READ_AS_FOLLOWS clause | tail* ) ) ;

lead : ( EXCEPT_AS_PROVIDED_IN | NOTWITHSTANDING | SUBJECT_TO | WHERE | WHEN_FIRST | FOR_EACH ) chain LEAD_END
     | FROM_FIRST DATE document? LEAD_END ;
tail : ( WHEN | OR_WHEN | UNLESS | PROVIDED_THAT | ONLY_IF ) chain ;

fixedBody
  : LICENSE_IS_REQUIRED_TO ACTIONS chain? ( TO chain )?                                    # requirement
  | NO_LICENSE_EXCEPTION ( OTHER_THAN chain )? OVERCOMES chain                              # foreclosure
  | NO_PERSON_MAY ( ACTIONS chain? ( TO chain )? | chain )                                  # prohibition
  | APPLICATIONS ( FOR chain )? ARE_REVIEWED ( UNDER_POLICY_OF chain | AS_FOLLOWS group | chain )   # review
  | MAY_BE_OVERCOME_ONLY group                                                              # rebuttal
  | IT_IS_PRESUMED_THAT chain                                                               # openPresumption
  | IT_IS_A_FINDING_THAT chain                                                              # finding
  | NEITHER chain APPLIES_TO chain                                                          # bar
  | MAY_PROCEED_BUT_FOR DOCUMENT                                                            # savedShipment
  ;

// What follows the subject. Without one of these the sentence is a clause: a classification, a decided value, a condition.
verb
  : OVERCOMES overcome                                                                      # exception
  | DOES_NOT_OVERCOME overcome                                                              # exceptionNot
  | CONDITIONED_ON ( EACH_STEP_BEFORE chain | STEP_THAT chain ( BEFORE chain )?
      | ATTESTATION_OF chain ( OBTAINED BEFORE chain )? THAT_STATES group )                 # condition
  | AUTHORIZES ACTIONS ( OF chain )? ( TO chain )?                                          # authorization
  | MUST chain due*                                                                         # duty
  | IS_PRESUMED_TO chain                                                                    # presumption
  | DOES_NOT_APPLY ( TO chain )?                                                            # doesNotApply
  | APPLIES_AS_IF chain                                                                     # appliesAsIf
  | APPLIES_WITH chain                                                                      # appliesWith
  | ARE_NOT_ENFORCED                                                                        # notEnforced
  | ARE_TESTED chain                                                                        # tested
  ;

overcome : chain ( FOR_ACTIONS ( OF chain )? )? ;
due      : ( NOT_LATER_THAN | AT_LEAST | BEFORE | ON | FOR_EACH ) chain ;
